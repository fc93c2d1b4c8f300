/// The suite's performance goals: each a ratio to a peer, measured in one run.
#pragma once

#include <span>
#include <string_view>

#include "benches/quantity.hpp"

namespace triptych {

struct Goal {
    std::string_view what;  // in words
    Quantity quantity;
    double at_most;
};

/// All goals, those that share cells next to each other.
std::span<const Goal> goals();

}  // namespace triptych
