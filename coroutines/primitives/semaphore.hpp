/// A semaphore that suspends the coroutine, not the thread.
///
/// Concepts: semaphore, fairness
#pragma once

#include <cstddef>
#include <utility>

#include "coroutines/primitives/wait_in_queue.hpp"

namespace triptych::coroutines {

/// So many permits; who asks for one when there is none waits in line.
///
///     const auto permit = co_await semaphore.acquire();
///
/// One loop, one thread. Requires: nobody waits, and no permit is out, when it is destroyed.
class Semaphore {
public:
    explicit Semaphore(std::size_t permits) noexcept : free_{permits} {}
    Semaphore(const Semaphore&) = delete;
    Semaphore& operator=(const Semaphore&) = delete;

    /// Gives itself back when it dies.
    class [[nodiscard]] Permit {
    public:
        explicit Permit(Semaphore& semaphore) noexcept : semaphore_{&semaphore} {}
        Permit(Permit&& other) noexcept : semaphore_{std::exchange(other.semaphore_, nullptr)} {}
        Permit& operator=(Permit&&) = delete;
        ~Permit() {
            if (semaphore_ != nullptr) semaphore_->release();
        }

    private:
        Semaphore* semaphore_;  // null once moved from
    };

    auto acquire() noexcept { return Acquiring{*this}; }

private:
    /// The permit goes to the first in line; with nobody waiting, it is free. (It is not counted as
    /// free in between, so that nobody else can take it before the one that was woken goes on.)
    void release() {
        if (waiting_.empty())
            ++free_;
        else
            waiting_.front().wake();
    }

    std::size_t free_;
    IntrusiveList<PromiseBase> waiting_;  // empty unless free_ is 0

    struct Acquiring : detail::InLineForOne<Semaphore, &Semaphore::waiting_, &Semaphore::release> {
        using InLineForOne::InLineForOne;
        bool await_ready() const noexcept {
            if (owner.free_ == 0) return false;
            --owner.free_;
            return true;
        }
        Permit await_resume() {
            InLineForOne::await_resume();
            return Permit{owner};
        }
    };
};

}  // namespace triptych::coroutines
