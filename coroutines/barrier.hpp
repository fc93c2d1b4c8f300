/// Where everybody waits for everybody: the twin of asyncio.Barrier, and of std::barrier.
#pragma once

#include <cstddef>
#include <stdexcept>

#include "coroutines/in_line.hpp"
#include "coroutines/task.hpp"

namespace triptych::coroutines {

/// For so many parties, again and again. One loop, one thread.
/// Requires: nobody waits when it is destroyed.
class Barrier {
public:
    /// Throws std::invalid_argument if there is no party.
    explicit Barrier(std::size_t parties) : parties_{parties} {
        if (parties == 0) throw std::invalid_argument{"a barrier needs at least one party"};
    }

    /// Returns when all parties have arrived; true for the last of them, and for no other. Who
    /// finds Cancelled before that has not arrived.
    Task<bool> arrive_and_wait() {
        if (++arrived_ == parties_) {
            arrived_ = 0;
            ++phase_;
            detail::wake_all(waiting_);
            co_return true;
        }
        const std::size_t phase = phase_;
        try {
            co_await detail::InLine{waiting_, false};
        } catch (const Cancelled&) {
            if (phase == phase_) --arrived_;
            throw;
        }
        co_return false;
    }

private:
    std::size_t parties_;
    std::size_t arrived_ = 0;  // in this phase
    std::size_t phase_ = 0;    // how often all have arrived
    Line<PromiseBase> waiting_;
};

}  // namespace triptych::coroutines
