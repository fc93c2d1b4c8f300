/// What the figures of a workload come to, in words.
#pragma once

#include <string>

#include "common/harness/analysis.hpp"

namespace triptych::harness {

/// One or two sentences about all sizes of one workload: what bounds it, which contender is
/// the fastest and which the leanest, and why; or that this cannot be told, as where
/// the machine withholds its cores (see canary.hpp). All of it is
/// computed from the figures.
std::string verdict(const WorkloadAnalysis& workload);

}  // namespace triptych::harness
