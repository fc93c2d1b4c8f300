/// Awaiting many tasks at once, and learning how each of them ended: the counterpart of
/// asyncio.gather(..., return_exceptions=True).
#pragma once

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

#include "coroutines/primitives/cancel_later.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

/// How a task ended: with a result, or with an exception.
template <typename T>
class Outcome {
public:
    explicit Outcome(T value) : value_{std::move(value)} {}
    explicit Outcome(std::exception_ptr error) : error_{std::move(error)} {}

    bool failed() const noexcept { return error_ != nullptr; }
    bool cancelled() const noexcept { return detail::is_cancellation(error_); }

    /// Returns the result. Throws what the task threw.
    T& value() {
        if (failed()) std::rethrow_exception(error_);
        return *value_;
    }

private:
    std::optional<T> value_;  // empty if the task has failed
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

}  // namespace detail

/// Runs all `tasks` concurrently, as gather() does, but returns an Outcome for each of them, in the
/// order of the list; so one task that fails does not hide the others.
///
/// If the caller is cancelled, so are the tasks. If all of them end with Cancelled, this throws
/// Cancelled. If any of them still returns a result or throws an error, this returns all outcomes,
/// and Cancelled is thrown at the caller's next suspension point.
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

}  // namespace triptych::coroutines
