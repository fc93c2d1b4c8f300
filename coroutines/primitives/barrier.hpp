/// Where everybody waits for everybody: the twin of asyncio.Barrier, and of std::barrier.
#pragma once

#include <cstddef>
#include <stdexcept>

#include "coroutines/primitives/task.hpp"
#include "coroutines/primitives/wait_in_queue.hpp"

namespace triptych::coroutines {

/// For so many parties, again and again.
///
/// Invariant: those that have arrived in this phase are those that stand in line. A party that is
/// cancelled or dropped leaves the line at that moment, so it has not arrived.
///
/// One loop, one thread. Requires: nobody waits when it is destroyed.
class Barrier {
public:
    /// Throws std::invalid_argument if there is no party.
    explicit Barrier(std::size_t parties) : parties_{parties} {
        if (parties == 0) throw std::invalid_argument{"a barrier needs at least one party"};
    }

    /// Returns when all parties have arrived; true for the last of them, and for no other. A party
    /// that finds Cancelled has not arrived.
    Task<bool> arrive_and_wait() {
        if (++most_arrived_ == parties_) most_arrived_ = waiting_.size() + 1;
        if (most_arrived_ == parties_) {
            most_arrived_ = 0;
            detail::wake_all(waiting_);
            co_return true;
        }
        co_await detail::WaitInQueue{waiting_, false};
        co_return false;
    }

private:
    std::size_t parties_;
    std::size_t most_arrived_ = 0;  // in this phase; with those that have left the line since they
                                    // were counted
    IntrusiveList<PromiseBase> waiting_;
};

}  // namespace triptych::coroutines
