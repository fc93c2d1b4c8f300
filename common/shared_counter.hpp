/// Shared counter: some workers each add one to the same counter, many times. Nothing is
/// computed and nothing is waited for but each other: what it costs is the sharing.
///
/// Concepts: data race, race condition, undefined behaviour, lost update, atomicity, critical
/// section, mutex, memory order, happens-before, cache line, false sharing, contention
#pragma once

#include <cstdint>
#include <string>

#include "common/figures.hpp"

namespace triptych {

struct Race {
    int workers = 4;
    std::int64_t additions = 0;  // by each worker

    std::int64_t total() const noexcept { return workers * additions; }
};

/// What is wrong, or nothing: a guarded counter has lost no update.
std::string check_nothing_lost(const Race& race, std::int64_t count);

/// For an unguarded counter: any loss is possible, but it cannot count too far, or not at all.
std::string check_some_counted(const Race& race, std::int64_t count);

/// For a counter that each worker has a copy of: the original has not moved.
std::string check_nothing_counted(std::int64_t count);

/// lost: updates that were overwritten; lost_percent: of all that were made.
Figures lost_updates(const Race& race, std::int64_t count);

}  // namespace triptych
