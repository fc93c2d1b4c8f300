/// Waiting for a task with a time limit: the counterpart of asyncio.wait_for.
///
/// Concepts: cancellation
#pragma once

#include <chrono>
#include <exception>
#include <span>
#include <utility>

#include "common/errors.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

namespace detail {

/// Waits until all tasks of the group have ended, or until `due`.
struct EndedBy {
    EndedBy(Group& awaited, Clock::time_point when) noexcept : group{awaited}, due{when} {}

    bool await_ready() const noexcept { return group.pending == 0; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) {
        self.promise().suspend_until(due);
        group.waiting = &self.promise();
        EventLoop::current().sleep(self.promise());
        EventLoop::current().trace_waits(self.promise(), WaitsFor::tasks, nullptr);
    }
    void await_resume() const {
        if (PromiseBase* const waiting = std::exchange(group.waiting, nullptr)) waiting->resume();
    }

    Group& group;
    Clock::time_point due;
};

template <typename T>
Task<T> wait_at_most(Task<T> task, Clock::duration timeout) {
    Group group{1};
    group.resumes_next = true;  // so that nothing can drop the result in between
    task.require_unused();
    co_await Start<T>{task, group};
    bool is_cancelled = false;
    try {
        co_await EndedBy{group, time_after(timeout)};
    } catch (const Cancelled&) {
        is_cancelled = true;
    }
    const bool is_late = group.pending > 0 && !is_cancelled;
    if (group.pending > 0) task.cancel();
    co_await all_ended(std::span{&task, 1}, group);
    const bool ended_cancelled = is_cancellation(group.first_error);
    if (is_cancelled && !ended_cancelled) co_await CancelLater{};
    if (is_late && ended_cancelled) throw TimeoutError{};
    if (group.first_error) std::rethrow_exception(group.first_error);
    co_return task.take();
}

inline Task<> wait_at_most(Task<> task, Clock::duration timeout) {
    const auto and_return = [](Task<> awaited) -> Task<bool> {
        co_await std::move(awaited);
        co_return true;
    };
    co_await wait_at_most(and_return(std::move(task)), timeout);
}

}  // namespace detail

/// Runs `task` for at most `timeout`, and returns its result. If the time is over first, it cancels
/// the task, waits until the task has ended, and throws TimeoutError.
///
/// If the caller is cancelled, this cancels the task, waits for it, and throws Cancelled. But if
/// the cancelled task still returns a result or throws an error, then this returns or throws the
/// same, and Cancelled is thrown at the caller's next suspension point. So a result that the task
/// has already taken (an item of a queue) is never lost.
template <typename T, typename Number, typename Period>
Task<T> wait_for(Task<T> task, std::chrono::duration<Number, Period> timeout) {
    return detail::wait_at_most(std::move(task), detail::saturated(timeout));
}

}  // namespace triptych::coroutines
