/// Whether a program came to its end because there was no more memory for it.
#pragma once

#include <cstdint>
#include <string>

#include "common/harness/command.hpp"

namespace triptych::harness {

/// How many processes the kernel has killed because memory ran out, in this control group or on
/// the whole system (proc_vmstat(5)); 0 if it does not say. What was killed between two calls is
/// among them, but others may be, too.
std::int64_t out_of_memory_kills(const std::string& file = "/proc/vmstat");

/// Why the system did not let it run to its end: "needs more memory than it is given (limit:
/// ...)". Empty if it ended for another reason. `kills` is by how much out_of_memory_kills() has
/// grown meanwhile.
std::string why_not_allowed(const Ending& ending, std::int64_t kills);

}  // namespace triptych::harness
