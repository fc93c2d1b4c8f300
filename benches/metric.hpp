/// The metrics of goals and claims: a number of one benchmark, or its ratio to that of another.
#pragma once

#include <string_view>

namespace triptych {

/// The kinds of numbers that a benchmark has.
enum class MetricKind {
    time,      // wall time
    overhead,  // wall time minus the wait that no implementation can avoid
    cpu,       // CPU time of the process tree
    cores,     // CPU time over wall time: how many cores were kept busy
    memory,    // the peak memory of the process tree
    counter,   // one of the workload's own Metrics
};

struct Metric {
    MetricKind kind;
    std::string_view benchmark;  // "merge_sort/threads/30000000", or a price (prices.hpp) that is
                                 // measured one by one: "prices/coroutines.resume/1"
    std::string_view over;  // the benchmark by which it is divided; empty: the number itself, in
                            // seconds, cores or bytes
    std::string_view counter = {};  // for MetricKind::counter, its name: "lost"
};

}  // namespace triptych
