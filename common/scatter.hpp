/// A hash function for numbers: the results look random, but are the same in every run.
#pragma once

#include <cstdint>

namespace triptych {

/// Returns a hash of `bits` (the finalizer of splitmix64, Steele et al., 2014).
constexpr std::uint64_t scatter(std::uint64_t bits) {
    bits += 0x9e3779b97f4a7c15;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
    return bits ^ (bits >> 31);
}

}  // namespace triptych
