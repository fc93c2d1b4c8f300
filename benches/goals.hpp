/// How fast the suite means to be: each figure beside the same of a peer, as a ratio in one run.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace triptych {

/// What of a cell is looked at.
enum class Metric {
    time,      // wall time
    overhead,  // wall time beyond the wait that nobody can avoid
    memory,    // the peak of the process tree
};

struct Goal {
    std::string_view what;  // for people
    Metric metric;
    std::string_view cell;  // "merge_sort/threads/30000000"
    std::string_view over;  // the cell it is divided by; empty: the figure itself counts,
                            // in seconds or bytes
    double at_most;
};

/// All goals, those that share cells next to each other.
std::span<const Goal> goals();

}  // namespace triptych
