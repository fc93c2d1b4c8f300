/// Seeded random numbers that are the same on every machine.
#pragma once

#include <cstdint>
#include <random>

namespace triptych {

/// The standard lays down what this engine yields, but not what its distributions
/// make of it: so the distribution is ours.
using Random = std::mt19937_64;

/// A number in [0, bound), by multiplying and dropping the low half (Lemire, "Fast random
/// integer generation in an interval", 2019; its bias is below bound / 2^32).
inline std::uint32_t random_below(Random& random, std::uint32_t bound) {
    return static_cast<std::uint32_t>(((random() >> 32) * bound) >> 32);
}

}  // namespace triptych
