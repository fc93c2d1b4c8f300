/// A barrier for two processes, at which they begin each round together.
#pragma once

#include <atomic>
#include <cstdint>

#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"

namespace triptych::processes {

/// Create it before forking. The processes spin, because a process that sleeps wakes up too late
/// for a race.
///
///     SpinBarrier barrier;
///     Process other{[&] { barrier.arrive_and_wait(0); }};
///     barrier.watch(other);
///     barrier.arrive_and_wait(0);
class SpinBarrier {
public:
    /// For the parent: from now on it also checks whether `other` is alive; otherwise it would wait
    /// for ever if `other` was killed. (The child need not watch its parent: if the parent dies,
    /// the kernel kills the child.) Requires: `other` outlives this.
    void watch(Process& other) noexcept { other_ = &other; }

    /// Waits until both processes have arrived at this round; the first round is 0. Throws
    /// std::runtime_error if the watched process ends instead, and says how it ended.
    void arrive_and_wait(std::int64_t round);

private:
    bool is_complete(std::int64_t round) { return arrivals_->load() >= 2 * (round + 1); }

    Shared<std::atomic<std::int64_t>> arrivals_{0};
    Process* other_ = nullptr;  // null if no process is watched: in the child
};

}  // namespace triptych::processes
