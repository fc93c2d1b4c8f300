/// What the figures of a workload come to, in words.
#pragma once

#include <span>
#include <string>

#include "common/harness/cell.hpp"

namespace triptych::harness {

/// One or two sentences about all sizes of one workload: what bounds it, which contender is
/// the fastest and which the leanest, and why; or that this cannot be told, as where
/// the machine withholds its cores (see canary.hpp). All of it is
/// computed from the figures.
std::string verdict(std::span<const Result> workload, int cores);

/// The part of a workload's results that tells most: of the sizes at which the most models
/// have a measured contender, the largest. Empty if no contender was measured.
std::span<const Result> telling_group(std::span<const Result> workload);

}  // namespace triptych::harness
