/// Using the result of each task as soon as it ends: the counterpart of asyncio.as_completed.
#pragma once

#include <utility>
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

namespace detail {

template <typename T, typename Use>
Task<> use_result(Task<T> task, Use& use) {
    T value = co_await std::move(task);
    use(std::move(value));
}

}  // namespace detail

/// Runs all `tasks` concurrently, and calls `use(result)` each time a task returns. If tasks throw,
/// or `use` does, rethrows the first of these exceptions, after all tasks have ended. Requires:
/// `use` lives until then.
template <typename T, typename Use>
Task<> as_completed(std::vector<Task<T>> tasks, Use& use) {
    std::vector<Task<>> users;
    users.reserve(tasks.size());
    for (Task<T>& task : tasks)
        users.push_back(detail::use_result(std::move(task), use));
    co_await gather(std::move(users));
}

}  // namespace triptych::coroutines
