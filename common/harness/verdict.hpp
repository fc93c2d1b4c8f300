/// The verdict about a workload, in words.
#pragma once

#include <string>

#include "common/harness/analysis.hpp"

namespace triptych::harness {

/// One or two sentences about one workload: what bounds it (CPU or I/O), which contender is the
/// fastest and why, and which uses the least memory; or that this cannot be told, for example
/// because of CPU contention (see canary.hpp). All of it is computed from the measurements.
std::string verdict(const WorkloadAnalysis& workload);

}  // namespace triptych::harness
