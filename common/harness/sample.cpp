#include "common/harness/sample.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/special_functions/binomial.hpp>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

namespace triptych::harness {
namespace {

/// Of more values the medians of drawn samples are not tabulated: there would be too many.
constexpr std::size_t most_tabulated = 60;

double median_of(std::vector<double>& values) {
    return boost::math::statistics::median(values.begin(), values.end());  // reorders them
}

/// The probability that at least `least` of `count` drawn values are the i-th or less (from 1).
double at_least_as_low(std::size_t least, std::size_t i, std::size_t count) {
    const auto all = static_cast<double>(count);
    const boost::math::binomial not_above{all, static_cast<double>(i) / all};
    return boost::math::cdf(boost::math::complement(not_above, static_cast<double>(least) - 1));
}

}  // namespace

Sample::Sample(std::span<const double> values) : sorted_{values.begin(), values.end()} {
    std::ranges::sort(sorted_);  // the same values give the same draws, in any order
}

double Sample::median() const {
    std::vector<double> values = sorted_;
    return median_of(values);
}

/// The number of values below the true median has a binomial distribution.
std::pair<double, double> Sample::order_interval() const {
    const boost::math::binomial below{static_cast<double>(sorted_.size()), 0.5};
    std::size_t skip = 0;
    while (2 * boost::math::cdf(below, static_cast<double>(skip + 1)) <= 0.05)
        ++skip;
    return {sorted_[skip], sorted_[sorted_.size() - 1 - skip]};
}

double Sample::next_median(Random& random) {
    const auto count = static_cast<std::uint32_t>(sorted_.size());
    if (count > most_tabulated) {
        std::vector<double> drawn(count);
        for (double& value : drawn)
            value = sorted_[random_below(random, count)];
        return median_of(drawn);
    }
    if (medians_.empty()) tabulate();
    constexpr std::uint32_t steps = std::numeric_limits<std::uint32_t>::max();
    const double drawn = random_below(random, steps) / static_cast<double>(steps);
    const auto found = std::ranges::upper_bound(up_to_, drawn * up_to_.back());
    const auto place = static_cast<std::size_t>(found - up_to_.begin());
    return medians_[std::min(place, medians_.size() - 1)];
}

void Sample::tabulate() {
    if (sorted_.size() % 2 == 1)
        tabulate_odd();
    else
        tabulate_even();
}

/// The median is the i-th value or less if more than half of the drawn ones are.
void Sample::tabulate_odd() {
    const std::size_t count = sorted_.size();
    double before = 0;
    for (std::size_t i = 1; i <= count; ++i) {
        const double now = at_least_as_low(count / 2 + 1, i, count);
        add(sorted_[i - 1], now - before);
        before = now;
    }
}

/// Of 2k drawn values, the lower middle one is the i-th and the upper middle one the j-th > i if k
/// of them are the i-th or less, and at least one of these is the i-th itself; and likewise from
/// above.
void Sample::tabulate_even() {
    const std::size_t count = sorted_.size();
    const std::size_t k = count / 2;
    const auto ways = boost::math::binomial_coefficient<double>(static_cast<unsigned>(count),
                                                                static_cast<unsigned>(k));
    const auto highest_is = [&](std::size_t i) {  // the probability that k drawn ones have it
        const auto part = [&](std::size_t of) {
            return std::pow(static_cast<double>(of) / static_cast<double>(count),
                            static_cast<double>(k));
        };
        return part(i) - part(i - 1);
    };
    double before = 0;
    for (std::size_t i = 1; i <= count; ++i) {
        const double now = at_least_as_low(k, i, count);
        double both = now - before;
        for (std::size_t j = i + 1; j <= count; ++j) {
            const double probability = ways * highest_is(i) * highest_is(count + 1 - j);
            add((sorted_[i - 1] + sorted_[j - 1]) / 2, probability);
            both -= probability;
        }
        add(sorted_[i - 1], std::max(0.0, both));
        before = now;
    }
}

void Sample::add(double median, double probability) {
    medians_.push_back(median);
    up_to_.push_back((up_to_.empty() ? 0 : up_to_.back()) + probability);
}

}  // namespace triptych::harness
