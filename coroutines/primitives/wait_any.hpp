/// Waiting until the first of several tasks has ended: the counterpart of
/// asyncio.wait(..., return_when=FIRST_COMPLETED).
///
/// Concepts: structured concurrency, cancellation
#pragma once

#include <cstddef>
#include <iterator>
#include <stdexcept>
#include <utility>
#include <vector>

#include "coroutines/primitives/cancel_later.hpp"
#include "coroutines/primitives/event.hpp"
#include "coroutines/primitives/gather_outcomes.hpp"
#include "coroutines/primitives/task.hpp"
#include "coroutines/primitives/task_group.hpp"

namespace triptych::coroutines {

/// The task that ended first: its index in the list, and its outcome. `others` has the tasks that
/// were cancelled afterwards but still returned a result or threw an error, in the order in which
/// they ended.
template <typename T>
struct First {
    First(std::size_t which, Outcome<T> how) : index{which}, outcome{std::move(how)} {}
    std::size_t index;
    Outcome<T> outcome;
    std::vector<First> others;
};

/// Runs all `tasks` concurrently until one of them has ended; then cancels the others, and waits
/// until they have ended. Throws std::invalid_argument if the list is empty.
///
/// If the caller is cancelled, so are all tasks, and this throws Cancelled. But if a cancelled task
/// still returns a result or throws an error, then this returns that outcome, and Cancelled is
/// thrown at the caller's next suspension point. So results of two tasks in the same turn (an item
/// of one queue each) are never lost.
template <typename T>
Task<First<T>> wait_any(std::vector<Task<T>> tasks) {
    if (tasks.empty()) throw std::invalid_argument{"wait_any needs at least one task"};
    Event ended;
    std::vector<First<T>> ends;  // after the first, only outcomes that are no cancellation
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
