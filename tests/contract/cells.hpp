/// The catalog's answers, at a size that is small enough for a test.
#pragma once

#include <cstdint>
#include <vector>

#include "benches/catalog/catalog.hpp"

namespace triptych {

/// Of these, size counts what waits, mostly in workers of its own.
inline bool waits(const Workload& workload) {
    for (const char* unit : {"messages", "chains", "tasks", "greeters", "sleepers"})
        if (workload.unit == unit) return true;
    return workload.name == "simultaneous_chess" || workload.name == "producer_consumer";
}

/// Quickly solved, also by the slowest answer.
inline std::int64_t small_size(const Workload& workload) {
    if (workload.name == "simultaneous_chess") return 1;
    if (workload.name == "producer_consumer") return 200;
    if (waits(workload)) return 8;
    if (workload.name == "sort_many") return 3;
    if (workload.name == "memory_isolation") return 20;
    if (workload.name == "deadlock") return 20;
    if (workload.name == "db_update") return 200;
    return 2'000;
}

/// Every answer to every workload at its small size; references only if asked for.
inline std::vector<Cell> small_cells(bool references) {
    std::vector<Cell> cells;
    for (const Workload& workload : catalog())
        for (const Answer& answer : workload.answers)
            if ((answer.role == Role::reference) == references)
                cells.push_back({&workload, &answer, small_size(workload)});
    return cells;
}

}  // namespace triptych
