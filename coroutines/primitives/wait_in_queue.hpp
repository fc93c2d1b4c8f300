/// The two ways to wait in a queue of coroutines, used by all locks, queues and futures.
#pragma once

#include <coroutine>
#include <utility>

#include "coroutines/primitives/event_loop.hpp"

namespace triptych::coroutines::detail {

/// Waits in `queue` until it is woken; does not wait if `ready`. For what all waiters share (an
/// event, a result): waking one of them takes nothing from the others, so a waiter that is
/// cancelled or dropped just leaves the queue.
struct WaitInQueue {
    WaitInQueue(IntrusiveList<PromiseBase>& waiting_queue, bool ready, WaitsFor what) noexcept
        : queue{waiting_queue}, is_ready{ready}, kind{what} {}

    bool await_ready() const noexcept { return is_ready; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) const {
        self.promise().suspend();
        queue.push_back(self.promise());
        EventLoop::current().trace_waits(self.promise(), kind, &queue);
    }
    void await_resume() const {
        if (!is_ready) EventLoop::current().resumed().resume();
    }

    IntrusiveList<PromiseBase>& queue;
    bool is_ready;
    WaitsFor kind;  // for the tracer
};

/// Waits in a queue of `owner` for something that only one waiter receives: a lock, a permit, the
/// turn to take an item, a notification. The giver wakes the first waiter in the queue.
///
/// Invariant: what was given is never lost. After it was woken, and before it resumes, a waiter can
///   - be cancelled: it resumes normally, with what it received, and Cancelled is thrown at its
///   next
///     suspension point (see PromiseBase::cancel);
///   - be dropped, with its group or its loop: then the destructor passes on what it received.
/// A waiter that was not woken has received nothing, and just leaves the queue.
template <WaitsFor kind, typename Owner, IntrusiveList<PromiseBase> Owner::* queue,
          void (Owner::*pass_on)()>
struct WaitToReceive {
    explicit WaitToReceive(Owner& owned_by) noexcept : owner{owned_by} {}
    WaitToReceive(const WaitToReceive&) = delete;
    WaitToReceive& operator=(const WaitToReceive&) = delete;
    ~WaitToReceive() {
        if (waiting != nullptr && waiting->is_woken()) (owner.*pass_on)();
    }

    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) {
        self.promise().suspend();
        (owner.*queue).push_back(self.promise());
        waiting = &self.promise();
        EventLoop::current().trace_waits(self.promise(), kind, &owner);
    }
    void await_resume() {
        if (waiting != nullptr) std::exchange(waiting, nullptr)->resume();
    }

    Owner& owner;
    PromiseBase* waiting = nullptr;  // null unless it is waiting
};

inline void wake_all(IntrusiveList<PromiseBase>& queue) noexcept {
    while (!queue.empty())
        queue.front().wake();
}

inline void wake_first(IntrusiveList<PromiseBase>& queue) noexcept {
    if (!queue.empty()) queue.front().wake();
}

}  // namespace triptych::coroutines::detail
