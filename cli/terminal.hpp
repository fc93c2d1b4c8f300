/// The terminal, if there is one.
#pragma once

#include <cstddef>
#include <cstdio>

namespace triptych::cli {

/// Columns of the terminal that `stream` goes to; else what COLUMNS says, else 80. At least 40.
std::size_t terminal_width(std::FILE* stream);

bool is_terminal(std::FILE* stream);

/// Whether `stream` may be coloured: it is a terminal, and NO_COLOR is not set.
bool wants_colour(std::FILE* stream);

}  // namespace triptych::cli
