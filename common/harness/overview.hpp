/// All workloads and models in one table: the tradeoffs at a glance.
#pragma once

#include <span>

#include "common/harness/cell.hpp"
#include "common/harness/table.hpp"

namespace triptych::harness {

/// A row a workload, a column a model; each shows the model's fastest contender at the size
/// that tells most (see telling_group, verdict.hpp): time, ratio to the fastest, cores busy,
/// memory, and its variant.
Table overview(std::span<const Result> results, int cores);

}  // namespace triptych::harness
