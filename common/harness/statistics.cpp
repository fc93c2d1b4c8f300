#include "common/harness/statistics.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <vector>

#include "common/harness/sample.hpp"
#include "common/random.hpp"

namespace triptych::harness {
namespace {

/// Enough: more resamples would not move the ends of the interval noticeably.
constexpr std::size_t resamples = 2'000;

constexpr double usual_error = Comparing{}.error;
constexpr std::size_t fewest_for_students = 3;
constexpr std::size_t enough_for_bootstrap = 9;  // at any level

/// Sets the interval to the middle part of the medians that `next()` returns. It leaves out a
/// little less than `error`: see statistics.hpp.
template <typename Next>
void bootstrap(Statistics& statistics, double error, Next next) {
    std::vector<double> estimates(resamples);
    std::ranges::generate(estimates, next);
    std::ranges::sort(estimates);
    const auto left_out = static_cast<std::size_t>(0.4 * error * resamples);  // at either end
    statistics.low = estimates[left_out];
    statistics.high = estimates[resamples - 1 - left_out];
}

/// Sets the interval to a factor of `beyond` beyond the extremes.
void extend(Statistics& statistics, double beyond) {
    statistics.low = statistics.least / beyond;
    statistics.high = statistics.most * beyond;
}

double factor_beyond(std::size_t count) {
    return 1 + 2 / static_cast<double>(count);
}

/// Widens the interval so that it includes the values from `low` to `high`.
void include(Statistics& statistics, double low, double high) {
    statistics.low = std::min(statistics.low, low);
    statistics.high = std::max(statistics.high, high);
}

/// The mean of logarithms, and the sum of the squares of their distances from it.
struct LogMean {
    explicit LogMean(std::span<const double> values) : count{static_cast<double>(values.size())} {
        for (const double value : values)
            mean += std::log(value) / count;
        for (const double value : values)
            squares += (std::log(value) - mean) * (std::log(value) - mean);
    }

    double count;
    double mean = 0;
    double squares = 0;
};

/// The factor by which Student's interval extends to either side. `reciprocals`: the sum of 1/count
/// of all samples.
double students_factor(double squares, double degrees, double reciprocals, double error) {
    constexpr double least_deviation = 0.03;
    const double deviation = std::max(std::sqrt(squares / degrees), least_deviation);
    const boost::math::students_t distribution{degrees};
    const double quantile = boost::math::quantile(boost::math::complement(distribution, error / 2));
    return std::exp(quantile * deviation * std::sqrt(reciprocals));
}

/// Widens the interval of a ratio to that of Student's t.
void widen_to_students(Statistics& statistics, std::span<const double> ours,
                       std::span<const double> theirs, double error) {
    const LogMean our_mean{ours};
    const LogMean their_mean{theirs};
    const double middle = std::exp(our_mean.mean - their_mean.mean);
    const double factor = students_factor(our_mean.squares + their_mean.squares,
                                          our_mean.count + their_mean.count - 2,
                                          1 / our_mean.count + 1 / their_mean.count, error);
    include(statistics, middle / factor, middle * factor);
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
    Statistics result{.count = values.size(),
                      .median = sample.median(),
                      .least = sample.least(),
                      .most = sample.most()};
    if (result.count < fewest_for_students) {
        extend(result, std::sqrt(factor_beyond(result.count)));
    } else if (result.count < fewest_values) {
        const LogMean logs{values};
        const double factor =
            students_factor(logs.squares, logs.count - 1, 1 / logs.count, usual_error);
        extend(result, 1);
        include(result, std::exp(logs.mean) / factor, std::exp(logs.mean) * factor);
    } else {
        Random random = fixed_seed();
        bootstrap(result, usual_error, [&] { return sample.next_median(random); });
        const auto [low, high] = sample.order_interval();
        include(result, low, high);
    }
    return result;
}

Statistics ratio(std::span<const double> ours, std::span<const double> theirs,
                 const Comparing& how) {
    Sample our_sample{ours};
    Sample their_sample{theirs};
    Statistics result{.count = std::min(ours.size(), theirs.size()),
                      .median = our_sample.median() / their_sample.median(),
                      .least = our_sample.least() / their_sample.most(),
                      .most = our_sample.most() / their_sample.least()};
    if (result.count < fewest_for_students) {
        extend(result, result.count == 1 && how.both_wait ? 1.2 : factor_beyond(result.count));
    } else if (result.count < fewest_values) {
        result.low = result.high = result.median;
        widen_to_students(result, ours, theirs, how.error);
        const bool overlap = result.least <= 1 && result.most >= 1;
        if (overlap) include(result, 1, 1);
    } else {
        Random random = fixed_seed();
        bootstrap(result, how.error, [&] {
            const double our_median = our_sample.next_median(random);
            return our_median / their_sample.next_median(random);
        });
        if (how.error < usual_error && result.count < enough_for_bootstrap)
            widen_to_students(result, ours, theirs, how.error);
    }
    return result;
}

bool differs(const Statistics& ratio) {
    return ratio.low > 1 || ratio.high < 1;
}

}  // namespace triptych::harness
