/// The analysis of results, computed in one place: tables, verdicts and exports only render it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "common/harness/benchmark.hpp"
#include "common/harness/summary.hpp"

namespace triptych::harness {

/// Benchmarks that compete: one workload at one size, with the same parameters.
struct GroupAnalysis {
    std::span<const Result> results;  // must outlive this; in the order of the catalog
    std::vector<Summary> summaries;   // of the measured results, in the same order
    std::optional<double> ideal_seconds;
    bool cores_withheld = false;  // CPU contention: nothing is ranked (see canary.hpp)

    /// The first benchmark, for what all have in common: workload, size, parameters.
    const BenchmarkName& benchmark() const { return results.front().benchmark; }

    /// The fastest benchmark in that role; null if there is none.
    const Summary* fastest(Role role) const { return harness::fastest(summaries, role); }

    /// The summary of one of the results; null if it was not measured.
    const Summary* of(const Result& result) const;

    /// The contenders, the fastest first.
    std::vector<const Summary*> ranking() const;
};

/// All groups of one workload.
struct WorkloadAnalysis {
    std::span<const Result> results;    // must outlive this
    std::vector<GroupAnalysis> groups;  // not empty
    int cores = 1;                      // number of cores that the runs were allowed to use

    /// The group that the verdict is about: among those in which the most models have a measured
    /// contender, the last, which has the largest size. Null if no contender was measured.
    const GroupAnalysis* verdict_group() const;
};

/// Requires: the results are of one group.
GroupAnalysis analyse_group(std::span<const Result> group, int cores);

/// Requires: the results are of one workload.
WorkloadAnalysis analyse_workload(std::span<const Result> workload, int cores);

/// Analyses all workloads, in order. `cores`: the number that the runs were allowed to use.
std::vector<WorkloadAnalysis> analyse(std::span<const Result> results, int cores);

}  // namespace triptych::harness
