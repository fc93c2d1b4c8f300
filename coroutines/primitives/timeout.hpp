/// timeout(): a scope with a time limit, which may be changed while it runs: the counterpart of
/// asyncio.timeout.
///
/// Concepts: cancellation
#pragma once

#include <chrono>
#include <exception>
#include <span>
#include <type_traits>
#include <utility>

#include "common/errors.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/saturated.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

/// The time limit of a scope: asyncio.Timeout. It starts when the scope is awaited.
class Timeout {
public:
    explicit Timeout(Clock::duration longest) noexcept : longest_{longest} {}
    Timeout(const Timeout&) = delete;
    Timeout& operator=(const Timeout&) = delete;

    /// When the scope is cancelled. Requires: the scope has begun.
    Clock::time_point when() const noexcept { return due_; }

    /// Changes that; a time in the past cancels the scope as soon as it suspends. Has no effect
    /// once the time is over. Takes constant time: a later limit does not even move the timer.
    void reschedule(Clock::time_point due) noexcept {
        const bool is_earlier = due < due_;
        due_ = due;
        if (is_earlier && group_->waiting != nullptr) group_->waiting->wake();
    }
    template <typename Number, typename Period>
    void reschedule(std::chrono::duration<Number, Period> from_now) {
        reschedule(time_after(from_now));
    }

    /// Returns whether the time was over before the scope had ended.
    bool expired() const noexcept { return expired_; }

    /// For the scope.
    void begin(detail::Group& group) noexcept {
        group_ = &group;
        due_ = time_after(longest_);
    }
    void expire() noexcept { expired_ = true; }

private:
    Clock::duration longest_;
    Clock::time_point due_;
    detail::Group* group_ = nullptr;  // null until the scope has begun
    bool expired_ = false;
};

namespace detail {

/// Waits until all tasks of the group have ended, or until `due`; or until another one wakes
/// `group.waiting`, because `due` has changed.
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

/// The limit is `longest`, or that of `scope`, unless that is null.
///
/// The task is no call of the caller, but has a chain of its own: so a cancellation by the limit
/// and one of the caller cannot be taken for each other.
template <typename T>
Task<T> wait_at_most(Task<T> task, Clock::duration longest, Timeout* scope = nullptr) {
    Timeout own{longest};
    Timeout& timeout = scope == nullptr ? own : *scope;
    Group group{1};
    group.resumes_next = true;  // so that nothing can drop the result in between
    timeout.begin(group);
    task.require_unused();
    co_await Start<T>{task, group};
    bool is_cancelled = false;
    try {
        do
            co_await EndedBy{group, timeout.when()};
        while (group.pending > 0 && Clock::now() < timeout.when());
    } catch (const Cancelled&) {
        is_cancelled = true;
    }
    const bool is_late = group.pending > 0 && !is_cancelled;
    if (is_late) timeout.expire();
    if (group.pending > 0) task.cancel();
    co_await all_ended(std::span{&task, 1}, group);
    const bool ended_cancelled = is_cancellation(group.first_error);
    if (is_cancelled && !ended_cancelled) co_await CancelLater{};
    if (is_late && ended_cancelled) throw TimeoutError{};
    if (group.first_error) std::rethrow_exception(group.first_error);
    co_return task.take();
}

inline Task<> wait_at_most(Task<> task, Clock::duration longest, Timeout* scope = nullptr) {
    const auto and_return = [](Task<> awaited) -> Task<bool> {
        co_await std::move(awaited);
        co_return true;
    };
    co_await wait_at_most(and_return(std::move(task)), longest, scope);
}

/// This frame keeps the body until it has ended.
template <typename Body, typename Result = std::invoke_result_t<Body&, Timeout&>>
Result run_within(Clock::duration longest, Body body) {
    Timeout timeout{longest};
    co_return co_await wait_at_most(body(timeout), longest, &timeout);
}

}  // namespace detail

/// co_await timeout(5s, body): awaits `body(scope)`, which returns a task, and returns its result.
/// `scope` is a Timeout&, with which the body may change the limit. If the time is over first,
/// cancels the body where it waits, waits until it has ended, and throws TimeoutError.
///
///     co_await timeout(5s, [&](Timeout& scope) -> Task<> {
///         co_await hear(first);
///         scope.reschedule(1s);  // from now
///         co_await hear(second);
///     });
///
/// If the caller is cancelled, so is the body, and this throws Cancelled. A body that catches
/// Cancelled and returns a result, or throws an error, has that result or error, as with
/// wait_for(). Scopes may be nested: each cancels only its own body.
template <typename Number, typename Period, typename Body>
    requires std::is_invocable_v<Body&, Timeout&>
auto timeout(std::chrono::duration<Number, Period> longest, Body body) {
    return detail::run_within(detail::saturated(longest), std::move(body));
}

/// The same for a task: wait_for(), with the limit first.
template <typename Number, typename Period, typename T>
Task<T> timeout(std::chrono::duration<Number, Period> longest, Task<T> task) {
    return detail::wait_at_most(std::move(task), detail::saturated(longest));
}

}  // namespace triptych::coroutines
