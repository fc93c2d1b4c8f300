/// How many cores this process may use.
#pragma once

#include <algorithm>
#include <bit>
#include <sched.h>

namespace triptych {

/// Returns the number of cores in the affinity mask, which `taskset` sets; at least 1.
/// (std::thread::hardware_concurrency ignores that mask in some libraries.)
inline int cores_allowed() {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (::sched_getaffinity(0, sizeof allowed, &allowed) == -1) return 1;
    return std::max(1, CPU_COUNT(&allowed));
}

/// Returns how many times work must be halved until there is a piece for each core.
inline int forks_to_fill_cores() {
    return static_cast<int>(std::bit_width(static_cast<unsigned>(cores_allowed() - 1)));
}

}  // namespace triptych
