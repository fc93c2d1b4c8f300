/// All workloads and models in one table.
#pragma once

#include <span>

#include "common/harness/analysis.hpp"
#include "common/harness/table.hpp"

namespace triptych::harness {

/// A row for each workload, a column for each model. A cell shows the model's fastest contender at
/// the size that the verdict is about (see WorkloadAnalysis): time, ratio to the fastest, the part
/// of the cores that was busy, memory, and its variant.
Table overview(std::span<const WorkloadAnalysis> workloads);

}  // namespace triptych::harness
