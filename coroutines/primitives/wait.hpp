/// Waiting for some of several tasks, or for so long: the twins of asyncio's wait_for, wait and
/// as_completed.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <iterator>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include "common/errors.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/event.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/semaphore.hpp"
#include "coroutines/primitives/task.hpp"
#include "coroutines/primitives/task_group.hpp"

namespace triptych::coroutines {

namespace detail {

/// Waits until all of the group have ended, or `due`.
struct EndedBy {
    EndedBy(Group& awaited, Clock::time_point when) noexcept : group{awaited}, due{when} {}

    bool await_ready() const noexcept { return group.pending == 0; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) {
        self.promise().suspend_until(due);
        group.waiting = &self.promise();
        EventLoop::current().sleep(self.promise());
    }
    void await_resume() const {
        if (PromiseBase* const waiting = std::exchange(group.waiting, nullptr)) waiting->resume();
    }

    Group& group;
    Clock::time_point due;
};

}  // namespace detail

namespace detail {

template <typename T>
Task<T> wait_at_most(Task<T> task, Clock::duration timeout) {
    Group group{1};
    group.is_handed_over = true;  // so that nobody can drop the result in between
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

/// Runs `task` for `timeout` at most: then it is cancelled, waited for, and TimeoutError thrown. If
/// this is cancelled, so is the task; it is waited for, and Cancelled thrown. But if the task comes
/// to a result all the same, or fails, then that comes out, and Cancelled is thrown where the
/// caller waits next: so what the task has got by then (a queue's item) is never lost.
template <typename T, typename Number, typename Period>
Task<T> wait_for(Task<T> task, std::chrono::duration<Number, Period> timeout) {
    return detail::wait_at_most(std::move(task), detail::saturated(timeout));
}

/// How a task ended: its result, or what it threw.
template <typename T>
class Outcome {
public:
    explicit Outcome(T value) : value_{std::move(value)} {}
    explicit Outcome(std::exception_ptr error) : error_{std::move(error)} {}

    bool failed() const noexcept { return error_ != nullptr; }
    bool cancelled() const noexcept { return detail::is_cancellation(error_); }

    /// The result. Throws what the task threw.
    T& value() {
        if (failed()) std::rethrow_exception(error_);
        return *value_;
    }

private:
    std::optional<T> value_;  // empty if it has failed
    std::exception_ptr error_;
};

namespace detail {

template <typename T>
Task<Outcome<T>> outcome_of(Task<T> task) {
    std::exception_ptr error;
    try {
        T value = co_await std::move(task);
        co_return Outcome<T>(std::move(value));
    } catch (...) {
        error = std::current_exception();
    }
    co_return Outcome<T>(error);
}

template <typename T, typename Use>
Task<> hand_over(Task<T> task, Use& use) {
    T value = co_await std::move(task);
    use(std::move(value));
}

template <typename T>
Task<T> with_permit(Semaphore& semaphore, Task<T> task) {
    const auto permit = co_await semaphore.acquire();
    co_return co_await std::move(task);
}

}  // namespace detail

/// As gather(), but none fails the others: tells of each how it ended, in the order of the list.
/// (As asyncio.gather with return_exceptions.) If it is cancelled, and so they all were, throws
/// Cancelled; if one of them came to a result all the same, or failed, tells of all, and Cancelled
/// is thrown where the caller waits next.
template <typename T>
Task<std::vector<Outcome<T>>> gather_outcomes(std::vector<Task<T>> tasks) {
    std::vector<Task<Outcome<T>>> outcomes;
    outcomes.reserve(tasks.size());
    for (Task<T>& task : tasks)
        outcomes.push_back(detail::outcome_of(std::move(task)));
    auto ended = co_await gather(std::move(outcomes));
    if (std::ranges::all_of(ended, &Outcome<T>::cancelled)) co_await detail::ThrowIfCancelled{};
    co_return ended;
}

/// As gather(), but at most `most` run at a time; the others have not begun, or have ended.
/// Throws std::invalid_argument if none may.
template <typename T>
Task<std::vector<T>> gather_bounded(std::size_t most, std::vector<Task<T>> tasks) {
    if (most == 0) throw std::invalid_argument{"at least one task must run at a time"};
    Semaphore semaphore{most};
    std::vector<Task<T>> bounded;
    bounded.reserve(tasks.size());
    for (Task<T>& task : tasks)
        bounded.push_back(detail::with_permit(semaphore, std::move(task)));
    co_return co_await gather(std::move(bounded));
}

/// Runs all `tasks` at the same time, and calls `use(result)` as each one ends. If some throw, or
/// `use` does, rethrows what was thrown first, once all have ended. Requires: `use` lives until
/// then.
template <typename T, typename Use>
Task<> as_completed(std::vector<Task<T>> tasks, Use& use) {
    std::vector<Task<>> users;
    users.reserve(tasks.size());
    for (Task<T>& task : tasks)
        users.push_back(detail::hand_over(std::move(task), use));
    co_await gather(std::move(users));
}

/// The first that ended, and which of the list it was; and those that came to a result or failed
/// all the same, though they were to be cancelled, in the order in which they did.
template <typename T>
struct First {
    First(std::size_t which, Outcome<T> how) : index{which}, outcome{std::move(how)} {}
    std::size_t index;
    Outcome<T> outcome;
    std::vector<First> others;
};

/// Runs all `tasks` until one of them has ended; then cancels the others, and waits for them.
/// Throws std::invalid_argument if there is none. If it is cancelled, so are they, and Cancelled is
/// thrown; but if one came to a result all the same, or failed, then that comes out, and Cancelled
/// is thrown where the caller waits next. So what two of them have got in the same turn (an item of
/// one queue each) is never lost.
template <typename T>
Task<First<T>> wait_any(std::vector<Task<T>> tasks) {
    if (tasks.empty()) throw std::invalid_argument{"of no tasks, none ends first"};
    Event ended;
    std::vector<First<T>> ends;  // but for those after the first that were cancelled
    const auto race = [](std::size_t index, Task<T> task, auto& before, Event& over) -> Task<> {
        Outcome<T> outcome = co_await detail::outcome_of(std::move(task));
        if (before.empty() || !outcome.cancelled()) before.emplace_back(index, std::move(outcome));
        over.set();
    };
    TaskGroup group;
    for (std::size_t i = 0; i < tasks.size(); ++i)
        group.create_task(race(i, std::move(tasks[i]), ends, ended));
    bool is_cancelled = false;
    try {
        co_await ended.wait();
    } catch (const Cancelled&) {
        is_cancelled = true;
    }
    group.cancel();
    try {
        co_await group.join();
    } catch (const Cancelled&) {
        is_cancelled = true;
    }
    if (is_cancelled) {
        std::erase_if(ends, [](const First<T>& end) { return end.outcome.cancelled(); });
        if (ends.empty()) throw Cancelled{};
        co_await detail::CancelLater{};
    }
    First<T> first = std::move(ends.front());
    first.others.assign(std::move_iterator{ends.begin() + 1}, std::move_iterator{ends.end()});
    co_return first;
}

}  // namespace triptych::coroutines
