/// How many cores this process may use.
#pragma once

#include <algorithm>
#include <bit>
#include <sched.h>

namespace triptych {

/// The cores in the affinity mask (so `taskset` is heard, unlike by hardware_concurrency in
/// some libraries); at least 1.
inline int cores_allowed() {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (::sched_getaffinity(0, sizeof allowed, &allowed) == -1) return 1;
    return std::max(1, CPU_COUNT(&allowed));
}

/// How often work has to be halved until there is a piece for each core.
inline int forks_to_fill_cores() {
    return static_cast<int>(std::bit_width(static_cast<unsigned>(cores_allowed() - 1)));
}

}  // namespace triptych
