/// A mutex that suspends the coroutine, not the thread.
#pragma once

#include <coroutine>
#include <utility>

#include "coroutines/chain.hpp"
#include "coroutines/event_loop.hpp"

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
        Lock& operator=(Lock&& other) noexcept {
            unlock();
            mutex_ = std::exchange(other.mutex_, nullptr);
            return *this;
        }
        ~Lock() { unlock(); }

        /// Unlocks it now. Doing so twice is harmless.
        void unlock() noexcept {
            if (mutex_ != nullptr) std::exchange(mutex_, nullptr)->unlock();
        }

    private:
        Mutex* mutex_;  // null once unlocked, or moved from
    };

    auto lock() noexcept { return Locking{*this}; }

private:
    struct Locking {
        explicit Locking(Mutex& asked) noexcept : mutex{asked} {}
        Locking(const Locking&) = delete;
        Locking& operator=(const Locking&) = delete;
        /// Dropped with the lock in its hands, it passes it on.
        ~Locking() {
            if (waiting != nullptr && waiting->is_woken()) mutex.unlock();
        }
        bool await_ready() const noexcept { return !std::exchange(mutex.locked_, true); }
        template <typename Promise>
        void await_suspend(std::coroutine_handle<Promise> self) {
            self.promise().suspend();
            mutex.waiting_.push_back(self.promise());
            waiting = &self.promise();
        }
        Lock await_resume() {
            if (waiting != nullptr) std::exchange(waiting, nullptr)->resume();
            return Lock{mutex};
        }
        Mutex& mutex;
        PromiseBase* waiting = nullptr;  // null unless it waits
    };

    /// Hands the lock to the first in line; with nobody waiting, frees it.
    void unlock() {
        if (waiting_.empty())
            locked_ = false;
        else
            waiting_.front().wake();
    }

    bool locked_ = false;
    Line<PromiseBase> waiting_;  // empty unless locked_
};

}  // namespace triptych::coroutines
