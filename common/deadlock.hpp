/// Deadlock: two workers each add one under two locks. If they take the locks in opposite order and
/// meet in between, each holds what the other waits for, and without help neither ever goes on.
///
/// Concepts: deadlock, livelock, cancellation, robust mutex
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "common/figures.hpp"

namespace triptych {

/// The order in which a worker takes the two locks.
struct LockOrder {
    std::size_t first;
    std::size_t second;
};

inline constexpr LockOrder in_order{0, 1};

/// Each begins with the lock of its own number.
constexpr LockOrder opposite(std::size_t worker) {
    return {worker, 1 - worker};
}

/// A deadlock that a watchdog has found.
struct Deadlock {
    std::string who;                      // waits for whom, as WaitGraph tells it
    std::chrono::duration<double> after;  // since the two began
};

/// What has come of all rounds, of two additions each.
struct Knot {
    std::int64_t additions = 0;
    std::vector<Deadlock> deadlocks;
};

/// What is wrong, or nothing: there was a deadlock in each round, the watchdog said rightly who
/// waits for whom, and all was added all the same.
std::string check_untied(std::int64_t rounds, const Knot& knot);

/// For workers that take the locks in one order: all was added, and nobody cried wolf.
std::string check_never_tied(std::int64_t rounds, const Knot& knot);

/// For workers that nobody watches: none of them has ended by itself.
std::string check_nobody_ended(std::int64_t ended);

/// deadlocks: how many were found; found_p50_us: the median time that it took from the beginning
/// of the round, if any were.
Figures deadlocks_found(const Knot& knot);

}  // namespace triptych
