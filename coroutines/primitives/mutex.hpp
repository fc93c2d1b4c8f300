/// A mutex that suspends the coroutine, not the thread.
#pragma once

#include <utility>

#include "coroutines/primitives/wait_in_queue.hpp"

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
    /// Hands the lock to the first in line; with nobody waiting, frees it. (It stays locked_ in
    /// between, so that nobody else can take it before the one that was woken goes on.)
    void unlock() {
        if (waiting_.empty())
            locked_ = false;
        else
            waiting_.front().wake();
    }

    bool locked_ = false;
    IntrusiveList<PromiseBase> waiting_;  // empty unless locked_

    struct Locking : detail::InLineForOne<Mutex, &Mutex::waiting_, &Mutex::unlock> {
        using InLineForOne::InLineForOne;
        bool await_ready() const noexcept { return !std::exchange(owner.locked_, true); }
        Lock await_resume() {
            InLineForOne::await_resume();
            return Lock{owner};
        }
    };
};

}  // namespace triptych::coroutines
