/// The processes below this one, found in /proc: counted, measured, killed.
#pragma once

#include <cstdint>
#include <sys/types.h>
#include <vector>

namespace triptych::checker {

/// All descendants of this process that are no zombies. A process that left its session, or whose
/// parent died, is still one: this process is the reaper of orphans.
std::vector<pid_t> descendants();

/// Bytes of memory that these processes have resident, together.
std::int64_t resident_bytes(const std::vector<pid_t>& processes);

/// Kills all descendants and reaps them, again and again until there is none. Returns how many it
/// found the first time.
int kill_descendants();

}  // namespace triptych::checker
