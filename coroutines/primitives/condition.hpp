/// A condition variable for coroutines: waits, without the lock, until another task has changed
/// something. The counterpart of asyncio.Condition.
///
/// Concepts: condition variable, spurious wake-up, lost wake-up
#pragma once

#include <utility>

#include "coroutines/primitives/mutex.hpp"
#include "coroutines/primitives/task.hpp"
#include "coroutines/primitives/wait_in_queue.hpp"

namespace triptych::coroutines {

///     auto lock = co_await mutex.lock();
///     while (!something) co_await condition.wait(lock);
///
/// Invariant: each notify_one() makes one waiter return from wait() without Cancelled, as long as
/// there are waiters; so no notification is lost. If a notified waiter is cancelled or dropped
/// before it returns (it may already wait for the mutex then), it notifies the next waiter. That
/// one may find that its condition is still false, as after a spurious wake-up: hence the loop
/// around wait().
///
/// Thread safety: one loop, one thread. Requires: no task waits when it is destroyed.
class Condition {
public:
    explicit Condition(Mutex& mutex) noexcept : mutex_{mutex} {}

    /// Unlocks the mutex, waits for a notification, and locks the mutex again. If the task is
    /// cancelled, reacquires the lock first, and then throws Cancelled: the caller holds `lock` in
    /// any case.
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

    /// Wakes the first waiter; it returns from wait() as soon as it has the mutex.
    void notify_one() noexcept { pass_on(); }
    void notify_all() noexcept { detail::wake_all(waiting_); }

private:
    /// The notification that a waiter has received. If the waiter does not return from wait()
    /// normally, the destructor passes the notification on.
    struct Notification {
        Notification() = default;
        Notification(const Notification&) = delete;
        Notification& operator=(const Notification&) = delete;
        ~Notification() {
            if (is_for != nullptr) is_for->pass_on();
        }
        Condition* is_for = nullptr;  // null if there is none
    };

    void pass_on() { detail::wake_first(waiting_); }

    Mutex& mutex_;
    IntrusiveList<PromiseBase> waiting_;

    using Waiting = detail::WaitToReceive<WaitsFor::condition, Condition, &Condition::waiting_,
                                          &Condition::pass_on>;
};

}  // namespace triptych::coroutines
