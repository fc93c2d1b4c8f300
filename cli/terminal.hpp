/// Printing to the terminal, or to what stands for it: width, colours, escaping, messages.
#pragma once

#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>

namespace triptych::cli {

/// The number of columns of the terminal that `stream` goes to; without a terminal, the value of
/// COLUMNS, or 80 if that is not set or is not a number. From 40 to 1000.
std::size_t terminal_width(std::FILE* stream);

/// Longer lines are hard to read: texts, other than tables, are no wider.
inline constexpr std::size_t widest_text = 100;

bool is_terminal(std::FILE* stream);

/// Whether `stream` is a terminal that interprets control sequences: one with TERM=dumb does not.
bool takes_control_sequences(std::FILE* stream);

/// Whether `stream` may be coloured: it takes control sequences, and NO_COLOR is not set.
bool wants_colour(std::FILE* stream);

/// Writes the text at once, escaped (see harness::for_terminal_page). Throws std::system_error,
/// "cannot print `what`", if the disk is full or the reader of a pipe has ended.
void print_to(std::FILE* stream, std::string_view raw, const std::string& what);

/// Writes "triptych: LINE" to stderr, escaped. All messages go through this function, because a
/// line may quote a file. Does not throw if stderr cannot be written, so that the exit code stays
/// the same.
void print_message(std::string_view line);

/// Calls first, then second, even if first throws std::system_error; rethrows it afterwards.
void do_both(const std::function<void()>& first, const std::function<void()>& second);

/// Reports on stderr that `signal` stopped the program, so that `what` ("the results") are
/// incomplete. Returns the exit code, 128 + signal.
int stopped_by(int signal, std::string_view what);

}  // namespace triptych::cli
