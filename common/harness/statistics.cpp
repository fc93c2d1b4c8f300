#include "common/harness/statistics.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <vector>

namespace triptych::harness {
namespace {

double median_of(std::span<const double> sorted) {
    const std::size_t middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/// How many values may be left out at either end. How many of the values are below the true
/// median is as tossing a coin `count` times; the interval misses it if that is k or fewer.
std::size_t left_out(std::size_t count) {
    constexpr double most_missed = 0.07;
    const boost::math::binomial below{static_cast<double>(count), 0.5};
    std::size_t k = 0;
    while (2 * boost::math::cdf(below, static_cast<double>(k + 1)) <= most_missed)
        ++k;
    return k;
}

}  // namespace

Statistics statistics(std::span<const double> values) {
    std::vector<double> sorted{values.begin(), values.end()};
    std::ranges::sort(sorted);
    const std::size_t skip = left_out(sorted.size());
    Statistics result{.count = sorted.size(),
                      .median = median_of(sorted),
                      .least = sorted.front(),
                      .most = sorted.back(),
                      .low = sorted[skip],
                      .high = sorted[sorted.size() - 1 - skip]};
    if (result.count < 5) {
        const double margin = result.median * 0.25 / static_cast<double>(result.count);
        result.low = std::min(result.low, result.median - margin);
        result.high = std::max(result.high, result.median + margin);
    }
    return result;
}

bool told_apart(const Statistics& one, const Statistics& other) {
    return one.high < other.low || other.high < one.low;
}

}  // namespace triptych::harness
