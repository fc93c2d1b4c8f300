/// All workloads and models in one table: the tradeoffs at a glance.
#pragma once

#include <span>

#include "common/harness/analysis.hpp"
#include "common/harness/table.hpp"

namespace triptych::harness {

/// A row a workload, a column a model; each shows the model's fastest contender at the size
/// that tells most (see WorkloadAnalysis): time, ratio to the fastest, cores busy,
/// memory, and its variant.
Table overview(std::span<const WorkloadAnalysis> workloads);

}  // namespace triptych::harness
