/// Waiting for some of several tasks, or for so long: the twins of asyncio's wait_for, wait and
/// as_completed.
#pragma once

#include <chrono>
#include <cstddef>
#include <exception>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>
#include <variant>
#include <vector>

#include "common/errors.hpp"
#include "coroutines/create_task.hpp"
#include "coroutines/event.hpp"
#include "coroutines/gather.hpp"
#include "coroutines/semaphore.hpp"
#include "coroutines/task.hpp"
#include "coroutines/task_group.hpp"

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
        if (std::exchange(group.waiting, nullptr) != nullptr)
            EventLoop::current().resumed().resume();
    }

    Group& group;
    Clock::time_point due;
};

}  // namespace detail

/// Runs `task` for `timeout` at most: then it is cancelled, waited for, and TimeoutError thrown;
/// but if the task comes to a result all the same, or fails, then that is what comes out. If this
/// is cancelled, so is the task.
template <typename T>
Task<T> wait_for(Task<T> task, Clock::duration timeout) {
    detail::Group group{1};
    co_await detail::Start<T>{task, group};
    bool is_cancelled = false;
    try {
        co_await detail::EndedBy{group, time_after(timeout)};
    } catch (const Cancelled&) {
        is_cancelled = true;
    }
    const bool is_late = group.pending > 0 && !is_cancelled;
    if (group.pending > 0) task.cancel();
    co_await detail::all_ended(std::span{&task, 1}, group);
    if (is_cancelled) throw Cancelled{};
    if (is_late && group.first_error && detail::is_cancellation(group.first_error))
        throw TimeoutError{};
    if (group.first_error) std::rethrow_exception(group.first_error);
    co_return task.take();
}

inline Task<> wait_for(Task<> task, Clock::duration timeout) {
    const auto and_return = [](Task<> awaited) -> Task<bool> {
        co_await std::move(awaited);
        co_return true;
    };
    co_await wait_for(and_return(std::move(task)), timeout);
}

/// How a task ended: its result, or what it threw.
template <typename T>
class Outcome {
public:
    explicit Outcome(T value) : held_{std::in_place_index<0>, std::move(value)} {}
    explicit Outcome(std::exception_ptr error) : held_{std::in_place_index<1>, std::move(error)} {}

    bool failed() const noexcept { return held_.index() == 1; }

    /// The result. Throws what the task threw.
    T& value() {
        if (failed()) std::rethrow_exception(std::get<1>(held_));
        return std::get<0>(held_);
    }

private:
    std::variant<T, std::exception_ptr> held_;
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
/// (As asyncio.gather with return_exceptions.)
template <typename T>
Task<std::vector<Outcome<T>>> gather_outcomes(std::vector<Task<T>> tasks) {
    std::vector<Task<Outcome<T>>> outcomes;
    outcomes.reserve(tasks.size());
    for (Task<T>& task : tasks)
        outcomes.push_back(detail::outcome_of(std::move(task)));
    co_return co_await gather(std::move(outcomes));
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

/// The first that ended, and which of the list it was.
template <typename T>
struct First {
    First(std::size_t which, Outcome<T> how) : index{which}, outcome{std::move(how)} {}
    std::size_t index;
    Outcome<T> outcome;
};

/// Runs all `tasks` until one of them has ended; then cancels the others, and waits for them.
/// Throws std::invalid_argument if there is none.
template <typename T>
Task<First<T>> wait_any(std::vector<Task<T>> tasks) {
    if (tasks.empty()) throw std::invalid_argument{"of no tasks, none ends first"};
    Event ended;
    std::optional<First<T>> first;
    const auto race = [](std::size_t index, Task<T> task, auto& winner, Event& over) -> Task<> {
        Outcome<T> outcome = co_await detail::outcome_of(std::move(task));
        if (!winner) winner.emplace(index, std::move(outcome));
        over.set();
    };
    TaskGroup group;
    for (std::size_t i = 0; i < tasks.size(); ++i)
        group.create_task(race(i, std::move(tasks[i]), first, ended));
    bool is_cancelled = false;
    try {
        co_await ended.wait();
    } catch (const Cancelled&) {
        is_cancelled = true;
    }
    group.cancel();
    co_await group.join();
    if (is_cancelled) throw Cancelled{};
    co_return std::move(*first);
}

}  // namespace triptych::coroutines
