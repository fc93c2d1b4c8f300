/// Deadlock: two workers each add one under two locks. If they take the locks in opposite order,
/// each may hold the lock that the other waits for; then neither can ever continue.
///
/// Concepts: deadlock, livelock, cancellation, robust mutex
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "common/metrics.hpp"

namespace triptych {

/// The order in which a worker takes the two locks.
struct LockOrder {
    std::size_t first;
    std::size_t second;
};

inline constexpr LockOrder in_order{0, 1};

/// Each worker takes the lock of its own number first.
constexpr LockOrder opposite(std::size_t worker) {
    return {worker, 1 - worker};
}

/// A deadlock that was detected.
struct Deadlock {
    std::string who;                      // waits for whom, in words: see WaitGraph
    std::chrono::duration<double> after;  // since the two began
};

/// The outcome of all rounds, of two additions each.
struct DeadlockReport {
    std::int64_t additions = 0;
    std::vector<Deadlock> deadlocks;
};

/// Returns an error message; empty if a deadlock was found in every round, it
/// was reported correctly who waits for whom, and all additions were made.
std::string check_deadlocks_broken(std::int64_t rounds, const DeadlockReport& report);

/// For workers that take the locks in one order: all additions were made, and no deadlock was
/// reported.
std::string check_no_deadlock(std::int64_t rounds, const DeadlockReport& report);

/// For workers without a watchdog: none of them has ended by itself.
std::string check_nobody_ended(std::int64_t ended);

/// deadlocks: how many were found; found_p50_us: the median time that it took from the beginning
/// of the round, if any were.
Metrics deadlocks_found(const DeadlockReport& report);

}  // namespace triptych
