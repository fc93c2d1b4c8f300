/// Waiting to be woken.
#pragma once

#include <coroutine>
#include <utility>

#include "coroutines/primitives/event_loop.hpp"

namespace triptych::coroutines::detail {

/// Waits in a line until it is woken; not at all if it need not. For what is there for all who wait
/// (an event, a result): to wake one of them takes nothing from the others, so a waiter that is
/// cancelled or dropped just leaves the line.
struct WaitInQueue {
    WaitInQueue(IntrusiveList<PromiseBase>& stood_in, bool need_not) noexcept
        : line{stood_in}, is_ready{need_not} {}

    bool await_ready() const noexcept { return is_ready; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) const {
        self.promise().suspend();
        line.push_back(self.promise());
    }
    void await_resume() const {
        if (!is_ready) EventLoop::current().resumed().resume();
    }

    IntrusiveList<PromiseBase>& line;
    bool is_ready;
};

/// Waits in a line of `owner` for what is given to one waiter only: a lock, an item's turn, a
/// notification. Whoever gives it wakes the first in line.
///
/// Invariant: what was given is never lost. Between being woken and going on, a waiter can only
///   - be cancelled: it goes on all the same, with what it was given, and finds Cancelled where it
///     waits next (see PromiseBase::cancel);
///   - be dropped, with its group or its loop: then this dies, and passes on what it was given.
/// One that was not woken has been given nothing, and just leaves the line. So whatever waits for
/// something of its own waits by this class.
template <typename Owner, IntrusiveList<PromiseBase> Owner::* line, void (Owner::*pass_on)()>
struct InLineForOne {
    explicit InLineForOne(Owner& asked) noexcept : owner{asked} {}
    InLineForOne(const InLineForOne&) = delete;
    InLineForOne& operator=(const InLineForOne&) = delete;
    ~InLineForOne() {
        if (waiting != nullptr && waiting->is_woken()) (owner.*pass_on)();
    }

    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) {
        self.promise().suspend();
        (owner.*line).push_back(self.promise());
        waiting = &self.promise();
    }
    void await_resume() {
        if (waiting != nullptr) std::exchange(waiting, nullptr)->resume();
    }

    Owner& owner;
    PromiseBase* waiting = nullptr;  // null unless it waits
};

inline void wake_all(IntrusiveList<PromiseBase>& line) noexcept {
    while (!line.empty())
        line.front().wake();
}

inline void wake_first(IntrusiveList<PromiseBase>& line) noexcept {
    if (!line.empty()) line.front().wake();
}

}  // namespace triptych::coroutines::detail
