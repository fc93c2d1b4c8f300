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

/// The numbers of the two locks, in the order in which a worker takes them.
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

/// Returns an error message; empty if a deadlock was detected in every round, each report says
/// correctly who waits for whom, and all additions were made.
std::string check_deadlocks_broken(std::int64_t rounds, const DeadlockReport& report);

/// The same for workers that take the locks in the same order: no deadlock was reported, and all
/// additions were made.
std::string check_no_deadlock(std::int64_t rounds, const DeadlockReport& report);

/// The same for workers without a watchdog: none of them has ended by itself.
std::string check_no_worker_ended(std::int64_t ended);

/// deadlocks: how many were detected; found_p50_us: the median time from the beginning of the round
/// to the detection, if there was any.
Metrics deadlocks_found(const DeadlockReport& report);

}  // namespace triptych
