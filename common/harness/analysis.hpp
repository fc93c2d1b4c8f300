/// What the results come to, computed in one place: tables, verdicts and exports only render it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "common/harness/benchmark.hpp"
#include "common/harness/summary.hpp"

namespace triptych::harness {

/// Benchmarks that compete: one workload at one size, set in one way.
struct GroupAnalysis {
    std::span<const Result> results;  // must outlive this; in the order of the catalog
    std::vector<Summary> summaries;   // of those that were measured, in the same order
    std::optional<double> ideal_seconds;
    bool cores_withheld = false;  // then nothing is ranked (see canary.hpp)

    const BenchmarkName& benchmark() const {
        return results.front().benchmark;
    }  // the first: what all have in common

    /// The fastest in that role, or null.
    const Summary* fastest(Role role) const { return harness::fastest(summaries, role); }

    /// That of one of the results; null if it was not measured.
    const Summary* of(const Result& result) const;

    /// The contenders, the fastest first.
    std::vector<const Summary*> ranking() const;
};

/// All groups of one workload.
struct WorkloadAnalysis {
    std::span<const Result> results;    // must outlive this
    std::vector<GroupAnalysis> groups;  // one at least
    int cores = 1;                      // that the runs were allowed to use

    /// The group that tells most: of those in which the most models have a measured contender, the
    /// last, which is the largest. Null if no contender was measured.
    const GroupAnalysis* telling_group() const;
};

/// Requires: the results are of one group.
GroupAnalysis analyse_group(std::span<const Result> group, int cores);

/// Requires: the results are of one workload.
WorkloadAnalysis analyse_workload(std::span<const Result> workload, int cores);

/// Of all workloads, in order. `cores`: that the runs were allowed to use.
std::vector<WorkloadAnalysis> analyse(std::span<const Result> results, int cores);

}  // namespace triptych::harness
