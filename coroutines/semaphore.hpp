/// A semaphore that suspends the coroutine, not the thread.
///
/// Concepts: semaphore, fairness
#pragma once

#include <coroutine>
#include <cstddef>
#include <utility>

#include "coroutines/chain.hpp"
#include "coroutines/event_loop.hpp"

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
    struct Acquiring {
        explicit Acquiring(Semaphore& asked) noexcept : semaphore{asked} {}
        Acquiring(const Acquiring&) = delete;
        Acquiring& operator=(const Acquiring&) = delete;
        /// Dropped with the permit in its hands, it passes it on.
        ~Acquiring() {
            if (waiting != nullptr && waiting->is_woken()) semaphore.release();
        }
        bool await_ready() const noexcept {
            if (semaphore.free_ == 0) return false;
            --semaphore.free_;
            return true;
        }
        template <typename Promise>
        void await_suspend(std::coroutine_handle<Promise> self) {
            self.promise().suspend();
            semaphore.waiting_.push_back(self.promise());
            waiting = &self.promise();
        }
        Permit await_resume() {
            if (waiting != nullptr) std::exchange(waiting, nullptr)->resume();
            return Permit{semaphore};
        }
        Semaphore& semaphore;
        PromiseBase* waiting = nullptr;  // null unless it waits
    };

    /// The permit goes to the first in line; with nobody waiting, it is free.
    void release() {
        if (waiting_.empty())
            ++free_;
        else
            waiting_.front().wake();
    }

    std::size_t free_;
    Line<PromiseBase> waiting_;  // empty unless free_ is 0
};

}  // namespace triptych::coroutines
