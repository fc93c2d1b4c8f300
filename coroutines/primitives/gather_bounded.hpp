/// Awaiting many tasks, of which only a limited number run at the same time.
///
/// Concepts: semaphore
#pragma once

#include <cstddef>
#include <stdexcept>
#include <utility>
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/semaphore.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

namespace detail {

template <typename T>
Task<T> with_permit(Semaphore& semaphore, Task<T> task) {
    const auto permit = co_await semaphore.acquire();
    co_return co_await std::move(task);
}

}  // namespace detail

/// As gather(), but at most `most` tasks run at the same time; each of the others has not begun, or
/// has ended. Throws std::invalid_argument if `most` is 0.
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

}  // namespace triptych::coroutines
