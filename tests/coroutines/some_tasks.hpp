/// Tasks that the tests have in common.
#pragma once

#include <stdexcept>
#include <string>

#include "coroutines/primitives/future.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

inline Task<> some_turns(int turns) {
    for (int turn = 0; turn < turns; ++turn)
        co_await yield();
}

/// Gives `value` after so many turns of the loop.
inline Task<int> value_after(int turns, int value) {
    co_await some_turns(turns);
    co_return value;
}

inline Task<int> fail_after(int turns, std::string why) {
    co_await some_turns(turns);
    throw std::runtime_error{why};
}

/// Longer than any test.
inline Task<> sleep_long() {
    co_await sleep_for(std::chrono::hours{1});
}

/// Waits for it, and tells whether that throws Cancelled.
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
