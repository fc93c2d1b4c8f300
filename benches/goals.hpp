/// How fast the suite means to be: each figure beside the same of a peer, as a ratio in one run.
#pragma once

#include <span>
#include <string_view>

#include "benches/quantity.hpp"

namespace triptych {

struct Goal {
    std::string_view what;  // for people
    Quantity quantity;
    double at_most;
};

/// All goals, those that share cells next to each other.
std::span<const Goal> goals();

}  // namespace triptych
