/// Prints the warnings below a result.
#pragma once

#include <cstdio>
#include <vector>

#include "common/harness/warnings.hpp"

namespace triptych::cli {

/// An empty line, and a paragraph for each warning; nothing if there is none. Throws
/// std::system_error if the stream cannot be written.
void print_warnings(std::FILE* stream, const std::vector<harness::Warning>& warnings);

}  // namespace triptych::cli
