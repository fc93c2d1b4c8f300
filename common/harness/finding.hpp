/// What the results of a workload show, for people and for programs.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "common/harness/analysis.hpp"

namespace triptych::harness {

/// What one workload shows at the size of its verdict group (see WorkloadAnalysis). All of it is
/// computed from the measurements.
struct Finding {
    std::string workload;              // "merge_sort"
    std::string size;                  // "1,000,000 integers"; empty if nothing was measured
    std::string bound;                 // what limits the baseline: "CPU" or "I/O"; else "none"
    std::vector<std::string> fastest;  // the fastest implementation, and those that cannot be told
                                       // apart from it; empty if nothing may be ranked
    bool decided = false;              // all of these are of one model, and another model is slower
    std::string sentence;              // the lesson: a sentence or two
    std::string more;                  // further sentences; may be empty
    std::string details;               // what a table beside it shows, too; may be empty

    /// All but the details.
    std::string verdict() const { return more.empty() ? sentence : sentence + ' ' + more; }

    /// All sentences.
    std::string text() const { return details.empty() ? verdict() : verdict() + ' ' + details; }
};

/// The sentences say what bounds the work (CPU or I/O), which implementation is the fastest, by how
/// much and why, what the broken examples show (see lesson.hpp), and which implementation uses the
/// least memory; or that this cannot be told, for example because of CPU contention (canary.hpp).
Finding finding(const WorkloadAnalysis& workload);

/// The findings of all workloads, in their order.
std::vector<Finding> findings(std::span<const WorkloadAnalysis> workloads);

}  // namespace triptych::harness
