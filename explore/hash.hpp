/// The hash of an address.
#pragma once

#include <cstddef>
#include <cstdint>

namespace triptych::explore {

/// Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4). Requires: a power of two.
inline std::size_t hash_slot(std::uint64_t key, std::size_t slots) {
    return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15U) >> 32) & (slots - 1);
}

}  // namespace triptych::explore
