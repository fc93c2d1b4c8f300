/// Traces implementations of a workload.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/trace/traced_program.hpp"

namespace triptych::cli {

/// Which implementations, and how large.
struct TracedWorkload {
    std::string name;                 // "merge_sort"
    std::vector<std::string> models;  // "threads", "threads.pool"; empty: one of each model
    std::optional<std::string> size;  // as on the command line; empty: a small one
    std::uint64_t seed = 1;
};

/// One run, and its timeline, for each implementation, in the catalog's order; it begins where its
/// problem begins, and ends where it is solved. Throws UsageError if there is no such workload,
/// implementation or size; std::runtime_error if an implementation does not solve the problem, is
/// not allowed to run, or needs more than the time limit. Stops early, with what it has, at a
/// signal.
std::vector<TracedRun> trace_workload(const TracedWorkload& wanted, const TraceLimits& limits,
                                      harness::StopSignals& signals);

}  // namespace triptych::cli
