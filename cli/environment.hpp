/// Where this program stands, and how it was called.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace triptych::cli {

/// The bench program: beside this one, unless TRIPTYCH_BENCH names another.
/// Throws UsageError if there is none that can be run.
std::string find_bench();

/// The program of the primitives, likewise: triptych_primitives, or TRIPTYCH_PRIMITIVES.
std::string find_primitives();

/// Where Triptych's sources are: where it was built from, unless TRIPTYCH_SOURCE_DIR says that
/// they have moved.
std::string source_folder();

/// How it is found out whether the machine gives its cores: two_threads_speedup(), unless
/// TRIPTYCH_CANARY says what that would be.
std::function<std::optional<double>()> find_canary();

/// The words of the command line, the program's name included.
std::vector<std::string> command_words();

}  // namespace triptych::cli
