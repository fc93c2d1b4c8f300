/// What the broken examples of a group show, beside the implementations that are correct.
#pragma once

#include <span>
#include <string>

#include "common/harness/analysis.hpp"

namespace triptych::harness {

/// The lesson of work on shared state, from its metrics: how many updates were lost (lost_percent),
/// how many deadlocks were found and what broke them (deadlocks, ended), or which writes another
/// worker saw (seen). Empty if the group has none of these metrics.
std::string shared_state_lesson(const GroupAnalysis& group);

/// How much longer the other broken examples take than the fastest contender. Empty if there are
/// none, or if nothing may be ranked because of CPU contention.
std::string slowness_lesson(const GroupAnalysis& group);

/// How many implementations without a guard lost updates, in all these groups, and how many of the
/// guarded ones did. Empty if no group counts lost updates.
std::string guarding_lesson(std::span<const GroupAnalysis* const> groups);

}  // namespace triptych::harness
