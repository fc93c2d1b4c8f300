#include "common/harness/statistics.hpp"

#include <algorithm>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <vector>

#include "common/random.hpp"

namespace triptych::harness {
namespace {

/// Enough for the ends of the interval to stay where they are if there were more of them.
constexpr std::size_t resamples = 2'000;

constexpr std::size_t few = 5;  // below that the bootstrap promises too much

double median_of(std::vector<double>& values) {
    return boost::math::statistics::median(values.begin(), values.end());  // changes their order
}

/// Medians of samples that might as well have been measured.
class Resampler {
public:
    Resampler(std::span<const double> values, Random& random)
        : values_{values}, random_{random}, drawn_(values.size()) {}

    double next_median() {
        for (double& value : drawn_)
            value = values_[random_below(random_, static_cast<std::uint32_t>(values_.size()))];
        return median_of(drawn_);
    }

private:
    std::span<const double> values_;
    Random& random_;
    std::vector<double> drawn_;
};

/// Puts the middle 95 % of what `next()` gives into the statistics; wider, by this `spread` of a
/// single value, if there are few.
template <typename Next>
void set_interval(Statistics& statistics, double spread, Next next) {
    std::vector<double> estimates(resamples);
    std::ranges::generate(estimates, next);
    std::ranges::sort(estimates);
    constexpr std::size_t left_out = resamples / 40;  // 2.5 % at either end
    statistics.low = estimates[left_out];
    statistics.high = estimates[resamples - 1 - left_out];
    if (statistics.count >= few) return;
    const double margin = statistics.median * spread / static_cast<double>(statistics.count);
    statistics.low = std::min(statistics.least, statistics.median - margin);
    statistics.high = std::max(statistics.most, statistics.median + margin);
}

Random fixed_seed() {
    return Random{20'221'206};
}

}  // namespace

double Statistics::margin() const {
    return std::max(high - median, median - low) / median;
}

Statistics statistics(std::span<const double> values) {
    std::vector<double> copy{values.begin(), values.end()};
    Statistics result{.count = values.size(),
                      .median = median_of(copy),
                      .least = std::ranges::min(values),
                      .most = std::ranges::max(values)};
    Random random = fixed_seed();
    Resampler sample{values, random};
    set_interval(result, 0.25, [&] { return sample.next_median(); });
    return result;
}

Statistics ratio(std::span<const double> ours, std::span<const double> theirs) {
    std::vector<double> our_copy{ours.begin(), ours.end()};
    std::vector<double> their_copy{theirs.begin(), theirs.end()};
    Statistics result{.count = std::min(ours.size(), theirs.size()),
                      .median = median_of(our_copy) / median_of(their_copy),
                      .least = std::ranges::min(ours) / std::ranges::max(theirs),
                      .most = std::ranges::max(ours) / std::ranges::min(theirs)};
    Random random = fixed_seed();
    Resampler our_sample{ours, random};
    Resampler their_sample{theirs, random};
    set_interval(result, 0.5, [&] {
        const double our_median = our_sample.next_median();
        return our_median / their_sample.next_median();
    });
    return result;
}

bool differs(const Statistics& ratio) {
    return ratio.low > 1 || ratio.high < 1;
}

}  // namespace triptych::harness
