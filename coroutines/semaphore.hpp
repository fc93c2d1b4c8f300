/// A semaphore that suspends the coroutine, not the thread.
#pragma once

#include <coroutine>
#include <cstddef>
#include <utility>

#include "coroutines/event_loop.hpp"
#include "coroutines/wait_queue.hpp"

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

    auto acquire() noexcept {
        struct Awaiter : WaitQueue::Place {
            explicit Awaiter(Semaphore& asked) noexcept : semaphore{asked} {}
            bool await_ready() const noexcept {
                if (semaphore.free_ == 0) return false;
                --semaphore.free_;
                return true;
            }
            void await_suspend(std::coroutine_handle<> self) noexcept {
                semaphore.waiting_.push(*this, self);
            }
            Permit await_resume() const noexcept { return Permit{semaphore}; }
            Semaphore& semaphore;
        };
        return Awaiter{*this};
    }

private:
    /// The permit goes to the first in line; with nobody waiting, it is free.
    void release() {
        if (waiting_.empty())
            ++free_;
        else
            EventLoop::current().post(waiting_.pop());
    }

    std::size_t free_;
    WaitQueue waiting_;  // empty unless free_ is 0
};

}  // namespace triptych::coroutines
