#include "common/harness/statistics.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <cmath>
#include <vector>

#include "common/random.hpp"

namespace triptych::harness {
namespace {

/// Enough: more resamples would not move the ends of the interval noticeably.
constexpr std::size_t resamples = 2'000;

double median_of(std::vector<double>& values) {
    return boost::math::statistics::median(values.begin(), values.end());  // reorders them
}

/// The measured values, and medians of samples drawn from them.
class Sample {
public:
    explicit Sample(std::span<const double> values)
        : sorted_{values.begin(), values.end()}, drawn_(values.size()) {
        std::ranges::sort(sorted_);  // the same values give the same draws, in any order
    }

    double least() const { return sorted_.front(); }
    double most() const { return sorted_.back(); }
    double median() { return median_of(drawn_ = sorted_); }

    /// Widens the interval to the order statistics between which the true median lies in at least
    /// 95 % of all cases (of 5 values the extremes: 93.75 %). The number of values below the true
    /// median has a binomial distribution.
    void widen(Statistics& statistics) const {
        const boost::math::binomial below{static_cast<double>(sorted_.size()), 0.5};
        std::size_t skip = 0;
        while (2 * boost::math::cdf(below, static_cast<double>(skip + 1)) <= 0.05)
            ++skip;
        statistics.low = std::min(statistics.low, sorted_[skip]);
        statistics.high = std::max(statistics.high, sorted_[sorted_.size() - 1 - skip]);
    }

    double next_median(Random& random) {
        for (double& value : drawn_)
            value = sorted_[random_below(random, static_cast<std::uint32_t>(sorted_.size()))];
        return median_of(drawn_);
    }

private:
    std::vector<double> sorted_;
    std::vector<double> drawn_;
};

/// The factor by which the interval of a ratio extends beyond the extremes of few values: see
/// statistics.hpp.
double room_for_unseen(std::size_t count) {
    return 1 + 2 / static_cast<double>(count);
}

/// Sets the interval to the middle 96 % of the results of `next()`. With few values, sets it to a
/// factor of `beyond` beyond the extremes.
template <typename Next>
void set_interval(Statistics& statistics, double beyond, Next next) {
    if (statistics.count < fewest_values) {
        statistics.low = statistics.least / beyond;
        statistics.high = statistics.most * beyond;
        return;
    }
    std::vector<double> estimates(resamples);
    std::ranges::generate(estimates, next);
    std::ranges::sort(estimates);
    constexpr std::size_t left_out = resamples / 50;  // 2 % at either end
    statistics.low = estimates[left_out];
    statistics.high = estimates[resamples - 1 - left_out];
}

Random fixed_seed() {
    return Random{20'221'206};
}

}  // namespace

double Statistics::margin() const {
    return std::max(high - median, median - low) / median;
}

Statistics statistics(std::span<const double> values) {
    Sample sample{values};
    Random random = fixed_seed();
    Statistics result{.count = values.size(),
                      .median = sample.median(),
                      .least = sample.least(),
                      .most = sample.most()};
    set_interval(result, std::sqrt(room_for_unseen(result.count)),
                 [&] { return sample.next_median(random); });
    sample.widen(result);
    return result;
}

Statistics ratio(std::span<const double> ours, std::span<const double> theirs) {
    Sample our_sample{ours};
    Sample their_sample{theirs};
    Random random = fixed_seed();
    Statistics result{.count = std::min(ours.size(), theirs.size()),
                      .median = our_sample.median() / their_sample.median(),
                      .least = our_sample.least() / their_sample.most(),
                      .most = our_sample.most() / their_sample.least()};
    set_interval(result, room_for_unseen(result.count), [&] {
        const double our_median = our_sample.next_median(random);
        return our_median / their_sample.next_median(random);
    });
    return result;
}

bool differs(const Statistics& ratio) {
    return ratio.low > 1 || ratio.high < 1;
}

}  // namespace triptych::harness
