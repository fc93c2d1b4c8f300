/// The terminal, if there is one.
#pragma once

#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>

namespace triptych::cli {

/// Columns of the terminal that `stream` goes to; else what COLUMNS says, else 80, which is also
/// what a COLUMNS that is no number means. From 40 to 1000.
std::size_t terminal_width(std::FILE* stream);

bool is_terminal(std::FILE* stream);

/// Whether `stream` is a terminal that obeys control sequences: TERM=dumb obeys none.
bool takes_control_sequences(std::FILE* stream);

/// Whether `stream` may be coloured: such a terminal, and NO_COLOR is not set.
bool wants_colour(std::FILE* stream);

/// Writes all of it, at once, escaped (see harness::for_terminal_page). Throws std::system_error,
/// "cannot print `what`", if the disk is full or nobody reads on.
void print_to(std::FILE* stream, std::string_view text, const std::string& what);

/// Writes "triptych: LINE" to stderr, escaped: all messages go through this function, because a
/// line may quote a file. Whether that can be written or not, the exit code is the same: never
/// throws for it.
void print_message(std::string_view line);

/// Prints and writes, even if one of them throws: then throws that on.
void do_both(const std::function<void()>& print, const std::function<void()>& write);

/// Says on stderr that there is no more of `what` for that signal. Returns the exit code.
int stopped_by(int signal, std::string_view what);

}  // namespace triptych::cli
