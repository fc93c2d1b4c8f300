/// A mutex that suspends the coroutine, not the thread: the counterpart of asyncio.Lock.
///
/// Concepts: mutex, fairness
#pragma once

#include <utility>

#include "coroutines/primitives/wait_in_queue.hpp"

namespace triptych::coroutines {

/// One coroutine at a time holds it. It is fair: waiting coroutines get it in the order in which
/// they called lock().
///
///     const auto lock = co_await mutex.lock();
///
/// Thread safety: one loop, one thread. Requires: no coroutine holds the mutex or waits for it when
/// it is destroyed.
class Mutex {
public:
    Mutex() = default;
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;

    /// Unlocks the mutex in its destructor.
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

        /// Unlocks the mutex now. A second call does nothing.
        void unlock() noexcept {
            if (mutex_ != nullptr) std::exchange(mutex_, nullptr)->unlock();
        }

    private:
        Mutex* mutex_;  // null after unlock(), or when moved from
    };

    /// co_await mutex.lock(): waits until the mutex is free, and returns a Lock.
    auto lock() noexcept { return Locking{*this}; }

private:
    /// Passes the lock to the first waiter, or frees it if there is none. (locked_ stays true in
    /// between, so no other coroutine can take the lock before the woken waiter resumes.)
    void unlock() {
        if (waiting_.empty())
            locked_ = false;
        else
            waiting_.front().wake();
    }

    bool locked_ = false;
    IntrusiveList<PromiseBase> waiting_;  // empty unless locked_

    struct Locking
        : detail::WaitToReceive<WaitsFor::mutex, Mutex, &Mutex::waiting_, &Mutex::unlock> {
        using WaitToReceive::WaitToReceive;
        bool await_ready() const noexcept { return !std::exchange(owner.locked_, true); }
        Lock await_resume() {
            WaitToReceive::await_resume();
            return Lock{owner};
        }
    };
};

}  // namespace triptych::coroutines
