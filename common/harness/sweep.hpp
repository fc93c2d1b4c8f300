/// Which setting of a workload's parameters is the fastest for each implementation.
#pragma once

#include <span>
#include <string>

#include "common/harness/benchmark.hpp"

namespace triptych::harness {

/// Returns a sentence for each contender that was measured with several settings at one size: its
/// fastest setting, and those that cannot be told apart from it. Empty if there was only one
/// setting.
std::string sweep_text(std::span<const Result> workload);

}  // namespace triptych::harness
