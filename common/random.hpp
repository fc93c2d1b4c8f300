/// Seeded random numbers that are the same on every machine.
#pragma once

#include <cstdint>
#include <random>

namespace triptych {

/// The C++ standard defines the numbers of this engine, but not those of its distributions. So we
/// have our own distribution.
using Random = std::mt19937_64;

/// Returns a number in [0, bound): multiplies, and drops the low half (Lemire, "Fast random integer
/// generation in an interval", 2019; its bias is below bound / 2^32).
inline std::uint32_t random_below(Random& random, std::uint32_t bound) {
    return static_cast<std::uint32_t>(((random() >> 32) * bound) >> 32);
}

}  // namespace triptych
