/// Shared counter: some workers each add one to the same counter, many times. They do nothing
/// else, so the time is the cost of sharing (contention).
///
/// Concepts: data race, race condition, undefined behaviour, lost update, atomicity, critical
/// section, mutex, memory order, happens-before, cache line, false sharing, contention
#pragma once

#include <cstdint>
#include <string>

#include "common/metrics.hpp"

namespace triptych {

struct Race {
    int workers = 4;
    std::int64_t additions = 0;  // by each worker

    std::int64_t total() const noexcept { return workers * additions; }
};

/// Returns an error message; empty if a guarded counter has lost no update.
std::string check_nothing_lost(const Race& race, std::int64_t count);

/// The same for an unguarded counter: any number of updates may be lost, but not all, and the count
/// cannot be too large.
std::string check_some_counted(const Race& race, std::int64_t count);

/// The same for a counter of which each worker has its own copy: the original is unchanged.
std::string check_nothing_counted(std::int64_t count);

/// lost: the number of updates that were lost; lost_percent: the same in percent of all updates.
Metrics lost_updates(const Race& race, std::int64_t count);

}  // namespace triptych
