/// Shows a long text with the user's pager.
#pragma once

#include <string>
#include <string_view>

namespace triptych::cli {

/// Prints the text to stdout, as print_to() does. If stdout is a terminal on which it would scroll,
/// a pager shows it: the command in PAGER, or less -FRX if PAGER is not set and less is installed.
/// If PAGER is empty or cannot be run, it is printed. Returns when the user leaves the pager, which
/// is no failure, even before the end of the text. Until then SIGINT and SIGQUIT from the keyboard
/// are left to the pager. Throws std::system_error like print_to().
void show_on_stdout(std::string_view raw, const std::string& what);

}  // namespace triptych::cli
