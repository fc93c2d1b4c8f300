/// Waiting under a lock until something may have changed: the twin of asyncio.Condition.
#pragma once

#include <utility>

#include "coroutines/in_line.hpp"
#include "coroutines/mutex.hpp"
#include "coroutines/task.hpp"

namespace triptych::coroutines {

///     auto lock = co_await mutex.lock();
///     while (!something) co_await condition.wait(lock);
///
/// One loop, one thread. Requires: nobody waits when it is destroyed.
class Condition {
public:
    explicit Condition(Mutex& mutex) noexcept : mutex_{mutex} {}

    /// Unlocks the mutex, waits to be notified, and locks it again. If it is cancelled, it locks
    /// it all the same, and then throws Cancelled: so `lock` is always what it was. If it had been
    /// notified by then, another one is in its place.
    Task<> wait(Mutex::Lock& lock) {
        lock.unlock();
        bool is_notified = false;
        bool is_cancelled = false;
        try {
            co_await detail::InLine{waiting_, false};
            is_notified = true;
        } catch (const Cancelled&) {
            is_cancelled = true;
        }
        for (bool is_locked = false; !is_locked;) {
            try {
                lock = co_await mutex_.lock();
                is_locked = true;
            } catch (const Cancelled&) {
                is_cancelled = true;
            }
        }
        if (!is_cancelled) co_return;
        if (is_notified) notify_one();
        throw Cancelled{};
    }

    /// The first who waits goes on, once it gets the mutex.
    void notify_one() noexcept { detail::wake_first(waiting_); }
    void notify_all() noexcept { detail::wake_all(waiting_); }

private:
    Mutex& mutex_;
    Line<PromiseBase> waiting_;
};

}  // namespace triptych::coroutines
