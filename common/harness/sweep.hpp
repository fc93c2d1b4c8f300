/// Which setting of a workload's parameters is the best for whom.
#pragma once

#include <span>
#include <string>

#include "common/harness/benchmark.hpp"

namespace triptych::harness {

/// For each contender of a workload that was measured with several settings at one size: its
/// fastest setting, and those that cannot be told apart from it, a sentence each. Empty if there
/// was but one setting.
std::string sweep_text(std::span<const Result> workload);

}  // namespace triptych::harness
