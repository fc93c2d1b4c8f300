/// The catalog's implementations, each at a size that is small enough for a test.
#pragma once

#include <cstdint>
#include <vector>

#include "benches/catalog/catalog.hpp"

namespace triptych {

/// Whether the workload consists of waiting, and its size counts what waits.
inline bool waits(const Workload& workload) {
    for (const char* unit : {"messages", "chains", "tasks", "greeters", "sleepers", "clients"})
        if (workload.unit == unit) return true;
    return workload.name == "simultaneous_chess" || workload.name == "producer_consumer";
}

/// A size that the slowest implementation, too, solves quickly.
inline std::int64_t small_size(const Workload& workload) {
    if (workload.name == "simultaneous_chess") return 1;
    if (workload.name == "producer_consumer") return 200;
    if (waits(workload)) return 8;
    if (workload.name == "sort_many") return 3;
    if (workload.name == "fork_join") return 22;
    if (workload.name == "memory_isolation") return 20;
    if (workload.name == "deadlock") return 20;
    if (workload.name == "db_update") return 200;
    return 2'000;
}

/// Every implementation of every workload at its small size: either the peers, or all others.
inline std::vector<Benchmark> small_benchmarks(bool peers) {
    std::vector<Benchmark> benchmarks;
    for (const Workload& workload : catalog())
        for (const Implementation& implementation : workload.implementations)
            if ((implementation.role == Role::peer) == peers)
                benchmarks.push_back({&workload, &implementation, small_size(workload)});
    return benchmarks;
}

}  // namespace triptych
