#include "common/network/tally.hpp"

#include <algorithm>

namespace triptych::network {

std::optional<std::int64_t> bytes_left(const Tally& tally, std::size_t files) {
    const std::int64_t sized = tally.sized;
    if (sized == 0) return std::nullopt;
    const std::int64_t expected = tally.expected;
    const std::int64_t unknown = static_cast<std::int64_t>(files) - sized - tally.unsized;
    return std::max<std::int64_t>(0, expected + expected / sized * unknown - tally.bytes);
}

}  // namespace triptych::network
