/// What a handful of repetitions says, and whether two handfuls differ.
///
/// Intervals are percentile bootstrap intervals (Efron, "Bootstrap Methods: Another Look at the
/// Jackknife", 1979): the same number of values is drawn from those measured, with replacement,
/// again and again, and the middle of what comes out is kept. Nothing is assumed of how times are
/// distributed, which are neither normal nor symmetric. The draws come from a fixed seed: the same
/// values, the same interval.
///
/// For few values the bootstrap alone promises too much, so it is corrected:
/// - The middle 96 % are kept, not 95 %: of equal pairs of 6 values, the latter told up to 5.8 %
///   apart, the former 4.3 %.
/// - The interval of a median is no narrower than the order statistics that have the true one in
///   95 % of all cases: of 7 values the bootstrap's had it in 89 %.
/// - Fewer than 5 values (fewest_values) cannot keep such a promise by any method that looks at the
///   values alone: all of three are above those of three others in one of ten pairs, and of one
///   nobody knows how far the next may be. So room is given for what was not seen: the interval of
///   a ratio goes a factor of 1 + 2/count beyond the extremes, to 3 times as much for one value,
///   1.5 times for four. Half of that, as factors go, its square root, is each side's part: that is
///   how far the interval of a single median goes, so that those of two medians part exactly when
///   that of their ratio leaves 1.
///
/// tests/harness/test_statistics.cpp draws normal, skewed, two-peaked and heavy-tailed values.
#pragma once

#include <cstddef>
#include <span>

namespace triptych::harness {

/// An interval of fewer is no more than a guess.
inline constexpr std::size_t fewest_values = 5;

/// Of measurements of the same thing, or of a ratio of two.
struct Statistics {
    std::size_t count = 0;
    double median = 0;
    double least = 0;
    double most = 0;
    double low = 0;  // the 95 % interval of the true median
    double high = 0;

    /// How far the interval goes to the farther side, as a part of the median.
    double margin() const;
};

/// Of fewer than fewest_values the interval goes a factor of sqrt(1 + 2/count) beyond the least and
/// the most.
/// Requires: values is not empty.
Statistics statistics(std::span<const double> values);

/// Of the ratio of two medians: low and high are the interval of that ratio; count is the lesser.
/// If that is below fewest_values, the interval goes a factor of 1 + 2/count beyond the extremes:
/// then only what is that different is told apart. One value each may mislead for all that, where
/// the machine is busy: who waits for a core may take longer than many an implementation.
/// Requires: none is empty; all are positive.
Statistics ratio(std::span<const double> ours, std::span<const double> theirs);

/// Whether two are told apart by their `ratio`: its interval excludes 1.
bool differs(const Statistics& ratio);

}  // namespace triptych::harness
