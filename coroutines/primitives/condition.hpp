/// Waiting under a lock until something may have changed: the twin of asyncio.Condition.
#pragma once

#include <utility>

#include "coroutines/primitives/mutex.hpp"
#include "coroutines/primitives/task.hpp"
#include "coroutines/primitives/wait_in_queue.hpp"

namespace triptych::coroutines {

///     auto lock = co_await mutex.lock();
///     while (!something) co_await condition.wait(lock);
///
/// Invariant: of each notify_one(), one waiter comes out of wait() without Cancelled, as long as
/// anybody waits. Whoever was notified and goes away before it comes out (it is cancelled or
/// dropped, though it may wait for the mutex by then) notifies the next. That one may find that
/// nothing has changed for it: hence the loop around wait().
///
/// One loop, one thread. Requires: nobody waits when it is destroyed.
class Condition {
public:
    explicit Condition(Mutex& mutex) noexcept : mutex_{mutex} {}

    /// Unlocks the mutex, waits to be notified, and locks it again. If it is cancelled, it locks
    /// it all the same, and then throws Cancelled: so `lock` is always what it was.
    Task<> wait(Mutex::Lock& lock) {
        lock.unlock();
        Notification notification;
        bool is_cancelled = false;
        try {
            co_await Waiting{*this};
            notification.is_for = this;
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
        if (is_cancelled) throw Cancelled{};
        notification.is_for = nullptr;
    }

    /// The first who waits goes on, once it gets the mutex.
    void notify_one() noexcept { pass_on(); }
    void notify_all() noexcept { detail::wake_all(waiting_); }

private:
    /// What a waiter has got, until it comes out of wait(): it is passed on if that never is.
    struct Notification {
        Notification() = default;
        Notification(const Notification&) = delete;
        Notification& operator=(const Notification&) = delete;
        ~Notification() {
            if (is_for != nullptr) is_for->pass_on();
        }
        Condition* is_for = nullptr;  // null while there is none
    };

    void pass_on() { detail::wake_first(waiting_); }

    Mutex& mutex_;
    IntrusiveList<PromiseBase> waiting_;

    using Waiting = detail::InLineForOne<Condition, &Condition::waiting_, &Condition::pass_on>;
};

}  // namespace triptych::coroutines
