/// Waiting for a task with a time limit: the counterpart of asyncio.wait_for.
///
/// Concepts: cancellation
#pragma once

#include <chrono>
#include <utility>

#include "coroutines/primitives/timeout.hpp"

namespace triptych::coroutines {

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
