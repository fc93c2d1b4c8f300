/// Medians of a few repetitions with their intervals, and whether two of them differ.
///
/// Intervals are percentile bootstrap intervals (Efron, "Bootstrap Methods: Another Look at the
/// Jackknife", 1979): draw the same number of values from those measured, with replacement; take
/// their median; repeat; keep the middle of all these medians. This assumes nothing about the
/// distribution of times, which are neither normal nor symmetric. The draws come from a fixed seed:
/// the same values give the same interval. An interval is about the run in which the values were
/// measured; another run may differ by more (see difference.hpp).
///
/// With few values the bootstrap alone is too optimistic, so it is corrected:
/// - It keeps the middle 96 %, not 95 %: of equal pairs of 6 values, the latter separated up to
///   5.8 %, the former 4.3 %.
/// - The interval of a median is at least as wide as that of the order statistics, which contains
///   the true median in 95 % of all cases. (The bootstrap's contained it in 89 % for 7 values.) For
///   5 values it goes from the least to the most, which is a 93.75 % interval: no two of five
///   values contain more.
/// - For fewer than 5 values (fewest_values) no method can give such an interval from the values
///   alone: in one of ten pairs of three values all of the one are above all of the other. So more
///   is assumed. Of 3 or 4 values: that the logarithms are roughly normal and scatter alike in both
///   samples, and by no less than 3 %, because three values may agree by chance. The interval is
///   that of Student's t with the pooled standard deviation; and two samples whose ranges overlap
///   are never called different. Of 2 values: the interval extends a factor of 2 beyond the
///   extremes. Of a single value it extends a factor of 3; but only of 1.2 if both programs mostly
///   wait (Comparing::both_wait), because the kernel's timers scatter little.
/// - Where several are compared at once, each comparison may err in less than 5 %
/// (many_ratios.hpp).
///   A few values that are all above the others look certain to the bootstrap, at any level; so
///   then, for fewer than 9 values, the interval is at least as wide as that of Student's t.
///
/// tests/harness/test_statistics.cpp draws normal, skewed, bimodal and heavy-tailed values.
#pragma once

#include <cstddef>
#include <span>

namespace triptych::harness {

/// The interval of fewer values is only a guess.
inline constexpr std::size_t fewest_values = 5;

/// The statistics of repeated measurements, or of the ratio of two.
struct Statistics {
    std::size_t count = 0;
    double median = 0;
    double least = 0;
    double most = 0;
    double low = 0;  // the 95 % interval of the true median (of 5 values 93.75 %)
    double high = 0;

    /// The distance from the median to the farther end of the interval, as a part of the median.
    double margin() const;
};

/// The interval of 3 or 4 values is Student's, and not narrower than their range; of 2 or 1 it
/// extends a factor of sqrt(1 + 2/count) beyond the extremes. Requires: values is not empty; all
/// are positive if there are fewer than fewest_values.
Statistics statistics(std::span<const double> values);

/// How two samples are compared.
struct Comparing {
    double error = 0.05;     // the greatest part of equal pairs that may be called different
    bool both_wait = false;  // both programs hardly compute: matters for single values only
};

/// The ratio of two medians, with its interval; `count` is the smaller number of values, and says
/// how the interval is made (see above). Few values may still mislead on a busy machine, where a
/// program may wait for a core for long. Requires: none is empty; all values are positive.
Statistics ratio(std::span<const double> ours, std::span<const double> theirs,
                 const Comparing& how = {});

/// Whether the two differ: the interval of their `ratio` excludes 1.
bool differs(const Statistics& ratio);

}  // namespace triptych::harness
