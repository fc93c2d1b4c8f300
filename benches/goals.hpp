/// The suite's performance goals: each a ratio to a peer, measured in one run.
#pragma once

#include <span>
#include <string_view>

#include "benches/metric.hpp"

namespace triptych {

struct Goal {
    std::string_view what;  // in words
    Metric metric;
    double at_most;
};

/// All goals, those that share benchmarks next to each other.
std::span<const Goal> goals();

}  // namespace triptych
