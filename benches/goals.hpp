/// The suite's performance goals: each a ratio to a peer, measured in one run.
#pragma once

#include <span>
#include <string_view>

#include "benches/metric.hpp"

namespace triptych {

struct Goal {
    std::string_view what;  // the goal in words
    Metric metric;
    double at_most;
};

/// All goals; goals that use the same benchmarks stand next to each other.
std::span<const Goal> goals();

}  // namespace triptych
