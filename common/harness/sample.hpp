/// The values of a sample, and the medians of samples drawn from it (the bootstrap).
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "common/random.hpp"

namespace triptych::harness {

/// A drawn sample has as many values as this one, each of them drawn from these, with replacement.
/// Its median is not found by drawing its values, but drawn from its distribution, which is exactly
/// known: it is one of the values (of an odd number), or the mean of two of them.
class Sample {
public:
    /// Requires: values is not empty.
    explicit Sample(std::span<const double> values);

    double least() const { return sorted_.front(); }
    double most() const { return sorted_.back(); }
    double median() const;

    /// The order statistics between which the true median lies in at least 95 % of all cases (of 5
    /// values the extremes: 93.75 %).
    std::pair<double, double> order_interval() const;

    /// The median of the next drawn sample.
    double next_median(Random& random);

private:
    void tabulate();
    void tabulate_odd();
    void tabulate_even();
    void add(double median, double probability);

    std::vector<double> sorted_;
    std::vector<double> medians_;  // possible ones; empty until the first draw
    std::vector<double> up_to_;    // the sum of the probabilities of these and those before
};

}  // namespace triptych::harness
