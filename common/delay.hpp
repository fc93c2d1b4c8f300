/// The time that a task waits.
#pragma once

#include <chrono>
#include <cstdint>

#include "common/random.hpp"

namespace triptych {

/// Microseconds in 32 bits (at most 35 minutes), because there may be a million of them in memory.
using Delay = std::chrono::duration<std::int32_t, std::micro>;

/// Returns a random delay from `shortest` to `longest`, both included.
inline Delay random_delay(Random& random, Delay shortest, Delay longest) {
    const auto bound = static_cast<std::uint32_t>((longest - shortest).count()) + 1;
    return shortest + Delay{static_cast<std::int32_t>(random_below(random, bound))};
}

inline double in_seconds(std::chrono::duration<double> time) {
    return time.count();
}

}  // namespace triptych
