/// What goals and claims look at: a figure of one benchmark, or its ratio to another's.
#pragma once

#include <string_view>

namespace triptych {

/// What of a benchmark is looked at.
enum class MetricKind {
    time,      // wall time
    overhead,  // wall time beyond the wait that nobody can avoid
    cpu,       // CPU time of the process tree
    cores,     // CPU time over wall time: how many cores were kept busy
    memory,    // the peak of the process tree
    counter,   // a figure of the workload's own
};

struct Metric {
    MetricKind kind;
    std::string_view benchmark;  // "merge_sort/threads/30000000"
    std::string_view over;  // the benchmark it is divided by; empty: the figure itself counts, in
                            // seconds, cores or bytes
    std::string_view counter = "";  // its name, if it is one: "lost"
};

}  // namespace triptych
