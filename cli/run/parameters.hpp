/// From `--parameter-list workers 1,2,4` to the parameters of benchmarks.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "benches/catalog/catalog.hpp"

namespace triptych::cli {

/// A parameter's name, and its values as typed, with commas between them.
using ParameterList = std::pair<std::string, std::string>;

/// Every combination of the values asked for, in their order. Without lists, a single combination
/// with the defaults. Throws UsageError if the workload does not have the parameter, or does not
/// allow the value.
std::vector<Parameters> combinations(const Workload& workload,
                                     const std::vector<ParameterList>& lists);

}  // namespace triptych::cli
