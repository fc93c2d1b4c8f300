/// What most of some values do not exceed.
#pragma once

#include <cstddef>
#include <span>

namespace triptych {

/// The least of the sorted values that `percent` of them do not exceed (the nearest rank); 0 if
/// there are none.
inline double percentile(std::span<const double> sorted, std::size_t percent) {
    return sorted.empty() ? 0 : sorted[(sorted.size() * percent + 99) / 100 - 1];
}

}  // namespace triptych
