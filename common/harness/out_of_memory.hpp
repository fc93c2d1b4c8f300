/// Finds out whether a program ended because memory, or its CPU time, ran out.
#pragma once

#include <cstdint>
#include <string>

#include "common/harness/command.hpp"

namespace triptych::harness {

/// How many processes the kernel has killed because memory ran out, on the whole system
/// (proc_vmstat(5)); 0 if it does not report it. If the number grows between two calls, a process
/// was killed in between, but it may be one of another program.
std::int64_t out_of_memory_kills(const std::string& file = "/proc/vmstat");

/// Returns why the system ended the program: "needs more memory than it is allowed (limit: ...)";
/// empty if it ended for another reason. `kills`: by how much out_of_memory_kills() has grown while
/// the program ran.
std::string why_not_allowed(const Ending& ending, std::int64_t kills);

}  // namespace triptych::harness
