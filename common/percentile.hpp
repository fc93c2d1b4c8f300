/// Percentiles of sorted values.
#pragma once

#include <cstddef>
#include <span>

namespace triptych {

/// Returns the smallest of the sorted values that is at least as large as `percent` percent of them
/// (nearest rank); 0 if there are none.
inline double percentile(std::span<const double> sorted, std::size_t percent) {
    return sorted.empty() ? 0 : sorted[(sorted.size() * percent + 99) / 100 - 1];
}

}  // namespace triptych
