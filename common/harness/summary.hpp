/// The figures of a benchmark, and how it stands among those it competes with.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "common/harness/benchmark.hpp"
#include "common/harness/statistics.hpp"

namespace triptych::harness {

/// Metrics of a measured benchmark: medians over its repetitions, unless they say otherwise.
struct Summary {
    const Result* result = nullptr;   // must outlive this
    Statistics wall;                  // seconds
    std::optional<Statistics> ratio;  // to the fastest contender; broken examples have none
    std::optional<double> ideal_seconds;
    std::optional<double> cpu_seconds;  // of the whole tree
    std::optional<double> busy;         // part of all cores' time that was used, 0 to 1
    std::optional<double> peak_bytes;   // the most of all repetitions, of the whole tree
    Metrics metrics;                    // the workload's own

    const BenchmarkName& benchmark() const { return result->benchmark; }
    double efficiency() const { return ideal_seconds.value_or(0) / wall.median; }

    /// Whether it can be told apart from the fastest contender.
    bool differs_from_fastest() const { return ratio && differs(*ratio); }

    /// Median of a counter; nothing if no repetition has it.
    std::optional<double> median(const std::string& counter) const;
};

/// One for each measured benchmark of a group: same workload, same size.
std::vector<Summary> summarize(std::span<const Result> group, int cores);

/// The least time physics allows: the longest wait in the input, or the baseline's CPU time
/// spread over all cores, whichever is greater. Unknown if there is neither.
std::optional<double> ideal_seconds(std::span<const Result> group, int cores);

/// The fastest of those in that role, or null.
const Summary* fastest(std::span<const Summary> summaries, Role role);

/// The wall times of all repetitions, and what they say. Requires: the result is measured.
std::vector<double> wall_seconds(const Result& result);
Statistics wall_statistics(const Result& result);

/// A counter of all repetitions.
std::vector<double> values_of(const Result& result, const std::string& counter);

}  // namespace triptych::harness
