/// A barrier: each task waits there until all have arrived. The counterpart of asyncio.Barrier, and
/// of std::barrier.
#pragma once

#include <cstddef>
#include <stdexcept>

#include "coroutines/primitives/task.hpp"
#include "coroutines/primitives/wait_in_queue.hpp"

namespace triptych::coroutines {

/// For a fixed number of parties (tasks). It can be used again and again: each use is a phase.
///
/// Invariant: the tasks that have arrived in this phase are the tasks in the queue. A task that is
/// cancelled or dropped leaves the queue at that moment, so it has not arrived.
///
/// Thread safety: one loop, one thread. Requires: no task waits when it is destroyed.
class Barrier {
public:
    /// Throws std::invalid_argument if `parties` is 0.
    explicit Barrier(std::size_t parties) : parties_{parties} {
        if (parties == 0) throw std::invalid_argument{"a barrier needs at least one party"};
    }

    /// Returns when all parties have arrived: true for the last one to arrive, false for the
    /// others. A party in which Cancelled is thrown has not arrived.
    Task<bool> arrive_and_wait() {
        if (++most_arrived_ == parties_) most_arrived_ = waiting_.size() + 1;
        if (most_arrived_ == parties_) {
            most_arrived_ = 0;
            detail::wake_all(waiting_);
            co_return true;
        }
        co_await detail::WaitInQueue{waiting_, false, WaitsFor::barrier};
        co_return false;
    }

private:
    std::size_t parties_;
    std::size_t most_arrived_ = 0;  // in this phase: an upper bound, since it still counts
                                    // parties that have left the queue
    IntrusiveList<PromiseBase> waiting_;
};

}  // namespace triptych::coroutines
