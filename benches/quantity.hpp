/// What goals and claims look at: a figure of one cell, or its ratio to another's.
#pragma once

#include <string_view>

namespace triptych {

/// What of a cell is looked at.
enum class Metric {
    time,      // wall time
    overhead,  // wall time beyond the wait that nobody can avoid
    cpu,       // CPU time of the process tree
    cores,     // CPU time over wall time: how many cores were kept busy
    memory,    // the peak of the process tree
    counter,   // a figure of the workload's own
};

struct Quantity {
    Metric metric;
    std::string_view cell;  // "merge_sort/threads/30000000"
    std::string_view over;  // the cell it is divided by; empty: the figure itself counts, in
                            // seconds, cores or bytes
    std::string_view counter = "";  // its name, if it is one: "lost"
};

}  // namespace triptych
