/// Which model to use when, computed from the results of all workloads.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "common/harness/analysis.hpp"

namespace triptych::harness {

/// Up to five sentences: the models at I/O-bound work, CPU-bound work, and work on shared state,
/// with the updates that were lost there; the gain over doing one thing after another; and memory;
/// each with its figures, or that it cannot be told. Empty if fewer than two workloads have a
/// contender that was measured: then their findings say all of it.
std::vector<std::string> which_one_when(std::span<const WorkloadAnalysis> workloads);

}  // namespace triptych::harness
