/// Tasks that several tests use.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "coroutines/primitives/future.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

inline Task<> some_turns(int turns) {
    for (int turn = 0; turn < turns; ++turn)
        co_await yield();
}

/// Returns `value` after `turns` turns of the loop.
inline Task<int> value_after(int turns, int value) {
    co_await some_turns(turns);
    co_return value;
}

inline Task<int> fail_after(int turns, std::string why) {
    co_await some_turns(turns);
    throw std::runtime_error{why};
}

/// Sleeps longer than any test.
inline Task<> sleep_long() {
    co_await sleep_for(std::chrono::hours{1});
}

/// Sleeps until it is cancelled; then sets `cancelled`, and rethrows Cancelled.
inline Task<int> sleep_until_cancelled(bool& cancelled) {
    try {
        co_await sleep_long();
    } catch (const Cancelled&) {
        cancelled = true;
        throw;
    }
    co_return 0;
}

/// Returns a task for each of `turns`, which returns that number after so many turns of the loop.
inline std::vector<Task<int>> tasks_that_end_after(const std::vector<int>& turns) {
    std::vector<Task<int>> tasks;
    for (const int number : turns)
        tasks.push_back(value_after(number, number));
    return tasks;
}

/// Awaits `future`, and returns whether that throws Cancelled.
template <typename T>
Task<bool> ends_cancelled(Future<T> future) {
    try {
        co_await future;
    } catch (const Cancelled&) {
        co_return true;
    }
    co_return false;
}

}  // namespace triptych::coroutines
