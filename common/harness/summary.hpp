/// The metrics of a benchmark, and its ratio to the fastest of those that it competes with.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "common/harness/benchmark.hpp"
#include "common/harness/statistics.hpp"

namespace triptych::harness {

/// The metrics of a measured benchmark: medians over its repetitions, unless stated otherwise.
struct Summary {
    const Result* result = nullptr;   // must outlive this
    Statistics wall;                  // seconds
    std::optional<Statistics> ratio;  // to the fastest contender, corrected for the number of rows
                                      // (many_ratios.hpp); broken examples have none
    std::optional<double> ideal_seconds;
    bool ideal_is_lower_bound =
        false;  // no program can reach it: efficiency() is a lower bound too
    std::optional<double> cpu_seconds;  // of the process tree
    std::optional<double> busy;         // part of all cores' time that was used, 0 to 1
    std::optional<double> peak_bytes;   // maximum of all repetitions, of the process tree
    Metrics metrics;                    // the workload's own

    const BenchmarkName& benchmark() const { return result->benchmark; }
    double efficiency() const { return ideal_seconds.value_or(0) / wall.median; }

    /// Whether it uses less than a tenth of all cores' time, for 10 ms or more: timers and other
    /// programs decide how long it takes, not the computing.
    bool mostly_waits() const;

    /// Whether it can be told apart from the fastest contender.
    bool differs_from_fastest() const { return ratio && differs(*ratio); }

    /// The median of a counter; nullopt if no repetition has it.
    std::optional<double> median(const std::string& counter) const;
};

/// One summary for each measured benchmark of a group: same workload, same size.
std::vector<Summary> summarize(std::span<const Result> group, int cores);

/// The least possible time: the longest wait in the input, or the baseline's CPU time divided by
/// the number of cores, whichever is greater. Nullopt if neither is known.
std::optional<double> ideal_seconds(std::span<const Result> group, int cores);

/// The fastest benchmark in that role; null if there is none.
const Summary* fastest(std::span<const Summary> summaries, Role role);

/// The wall times of all repetitions, and their statistics. Requires: the result is measured.
std::vector<double> wall_seconds(const Result& result);
Statistics wall_statistics(const Result& result);

/// The values of a counter in all repetitions that have it.
std::vector<double> values_of(const Result& result, const std::string& counter);

}  // namespace triptych::harness
