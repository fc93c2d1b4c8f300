/// From `--parameter-list workers 1,2,4` to what workloads are set to.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "benches/catalog/catalog.hpp"

namespace triptych::cli {

/// A parameter's name, and its values as typed, with commas between them.
using ParameterList = std::pair<std::string, std::string>;

/// Every combination of the values asked for, in the order in which they are; a single one in which
/// nothing is set if there are no lists. Throws UsageError if the workload has no such parameter,
/// or not that value.
std::vector<Parameters> combinations(const Workload& workload,
                                     const std::vector<ParameterList>& lists);

}  // namespace triptych::cli
