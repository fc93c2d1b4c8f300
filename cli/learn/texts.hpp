/// The words of `learn` in the reader's language.
#pragma once

#include <string>

namespace triptych::cli {

/// The translation of an English text by gettext, in the language of LANGUAGE or LC_MESSAGES; the
/// text itself if there is none.
std::string text(const char* english);

}  // namespace triptych::cli
