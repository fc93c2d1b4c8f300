#include "cli/learn/texts.hpp"

#include <clocale>
#include <libintl.h>

namespace triptych::cli {
namespace {

constexpr const char* domain = "triptych-learn";

bool begin() {
    std::setlocale(LC_MESSAGES, "");
    ::bindtextdomain(domain, TRIPTYCH_TEXTS_DIR);
    ::bind_textdomain_codeset(domain, "UTF-8");
    return true;
}

}  // namespace

std::string text(const char* english) {
    static const bool begun = begin();
    (void)begun;
    if (english[0] == '\0') return "";  // for gettext, that is the catalogue's head
    return ::dgettext(domain, english);
}

}  // namespace triptych::cli
