/// What a handful of repetitions says, and whether two handfuls differ.
///
/// The method is all in this file, for a better one to take its place.
#pragma once

#include <cstddef>
#include <span>

namespace triptych::harness {

/// Of measurements of the same thing.
struct Statistics {
    std::size_t count = 0;
    double median = 0;
    double least = 0;
    double most = 0;
    double low = 0;  // the interval in which the true median is to be expected
    double high = 0;
};

/// The interval is a pair of order statistics, so it assumes nothing of the distribution: the
/// narrowest pair (k-th from below, k-th from above) around the true median with a
/// probability of 93 % or more. For 5 values these are the least and the most (93.75 %). Fewer
/// values do not reach that: then the interval extends at least 25 %/count to either side.
/// Requires: values is not empty.
Statistics statistics(std::span<const double> values);

/// Two are told apart only if their intervals do not overlap. That errs on the careful side:
/// of two equal answers, repeated five times each, fewer than one pair in 100 is told apart.
bool told_apart(const Statistics& one, const Statistics& other);

}  // namespace triptych::harness
