/// Where this program and its companions are, and how it was called.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/harness/contention.hpp"

namespace triptych::cli {

/// The path of the bench program: in the folder of this program, unless TRIPTYCH_BENCH names
/// another. Throws UsageError if it cannot be run.
std::string find_bench();

/// The same for the program that measures primitives: triptych_primitives, or TRIPTYCH_PRIMITIVES.
std::string find_primitives();

/// The folder of Triptych's sources: the one it was built from, unless TRIPTYCH_SOURCE_DIR names
/// another.
std::string source_folder();

/// The test for CPU contention: two_threads_speedup(), unless TRIPTYCH_CANARY gives its result.
std::function<std::optional<double>()> find_canary();

/// What measures CPU contention during a run: harness::read_cpu_time(); or nothing, if
/// TRIPTYCH_CANARY says how many cores there are.
std::function<std::optional<harness::CpuTime>()> find_cpu_time();

/// The value of an environment variable; null if it is not set.
const char* environment_variable(const char* name);

/// The words of the command line, the program's name included.
std::vector<std::string> command_words();

}  // namespace triptych::cli
