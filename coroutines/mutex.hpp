/// A mutex that suspends the coroutine, not the thread.
#pragma once

#include <coroutine>
#include <utility>

#include "coroutines/event_loop.hpp"
#include "coroutines/wait_queue.hpp"

namespace triptych::coroutines {

/// Owned by one coroutine at a time; handed over in the order of asking.
///
///     const auto lock = co_await mutex.lock();
///
/// One loop, one thread. Requires: nobody owns it or waits for it when it is destroyed.
class Mutex {
public:
    Mutex() = default;
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;

    /// Unlocks the mutex when it dies.
    class [[nodiscard]] Lock {
    public:
        explicit Lock(Mutex& mutex) noexcept : mutex_{&mutex} {}
        Lock(Lock&& other) noexcept : mutex_{std::exchange(other.mutex_, nullptr)} {}
        Lock& operator=(Lock&&) = delete;
        ~Lock() {
            if (mutex_ != nullptr) mutex_->unlock();
        }

    private:
        Mutex* mutex_;  // null once moved from
    };

    auto lock() noexcept {
        struct Awaiter : WaitQueue::Place {
            explicit Awaiter(Mutex& asked) noexcept : mutex{asked} {}
            bool await_ready() const noexcept { return !std::exchange(mutex.locked_, true); }
            void await_suspend(std::coroutine_handle<> self) noexcept {
                mutex.waiting_.push(*this, self);
            }
            Lock await_resume() const noexcept { return Lock{mutex}; }
            Mutex& mutex;
        };
        return Awaiter{*this};
    }

private:
    /// Hands the lock to the first in line; with nobody waiting, frees it.
    void unlock() {
        if (waiting_.empty())
            locked_ = false;
        else
            EventLoop::current().post(waiting_.pop());
    }

    bool locked_ = false;
    WaitQueue waiting_;  // empty unless locked_
};

}  // namespace triptych::coroutines
