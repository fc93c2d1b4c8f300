/// A semaphore that suspends the coroutine, not the thread: the counterpart of asyncio.Semaphore.
///
/// Concepts: semaphore, fairness
#pragma once

#include <cstddef>
#include <utility>

#include "coroutines/primitives/wait_in_queue.hpp"

namespace triptych::coroutines {

/// Has a number of permits. A coroutine that wants one when none is left waits in a queue; permits
/// are given in the order in which the coroutines called acquire().
///
///     const auto permit = co_await semaphore.acquire();
///
/// Thread safety: one loop, one thread. Requires: no coroutine waits, and all permits are back,
/// when the semaphore is destroyed.
class Semaphore {
public:
    explicit Semaphore(std::size_t permits) noexcept : free_{permits} {}
    Semaphore(const Semaphore&) = delete;
    Semaphore& operator=(const Semaphore&) = delete;

    /// Returns the permit to the semaphore in its destructor.
    class [[nodiscard]] Permit {
    public:
        explicit Permit(Semaphore& semaphore) noexcept : semaphore_{&semaphore} {}
        Permit(Permit&& other) noexcept : semaphore_{std::exchange(other.semaphore_, nullptr)} {}
        Permit& operator=(Permit&&) = delete;
        ~Permit() {
            if (semaphore_ != nullptr) semaphore_->release();
        }

    private:
        Semaphore* semaphore_;  // null when moved from
    };

    /// co_await semaphore.acquire(): waits until a permit is free, and returns it.
    auto acquire() noexcept { return Acquiring{*this}; }

private:
    /// Passes the permit to the first waiter, or counts it as free if there is none. (It is not
    /// counted as free in between, so no other coroutine can take it before the woken waiter
    /// resumes.)
    void release() {
        if (waiting_.empty())
            ++free_;
        else
            waiting_.front().wake();
    }

    std::size_t free_;
    IntrusiveList<PromiseBase> waiting_;  // empty unless free_ is 0

    struct Acquiring : detail::WaitToReceive<WaitsFor::semaphore, Semaphore, &Semaphore::waiting_,
                                             &Semaphore::release> {
        using WaitToReceive::WaitToReceive;
        bool await_ready() const noexcept {
            if (owner.free_ == 0) return false;
            --owner.free_;
            return true;
        }
        Permit await_resume() {
            WaitToReceive::await_resume();
            return Permit{owner};
        }
    };
};

}  // namespace triptych::coroutines
