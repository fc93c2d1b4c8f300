/// Calls long chains of callbacks in a loop and not by recursion, so that the stack does not
/// overflow.
#pragma once

#include <functional>
#include <utility>
#include <vector>

namespace triptych::coroutines::detail {

/// Callbacks that cause other callbacks, as that of one future may set the next future.
struct Calls {
    static inline constinit thread_local std::vector<std::function<void()>>* waiting = nullptr;
};

/// Calls `call()`, which must not throw: at once, or, if such a call is running in this thread,
/// after it has returned, in the order of the requests.
inline void call_without_recursion(std::function<void()> call) noexcept {
    if (Calls::waiting != nullptr) return Calls::waiting->push_back(std::move(call));
    std::vector<std::function<void()>> turn;
    std::vector<std::function<void()>> next;
    Calls::waiting = &next;
    call();
    while (!next.empty()) {
        turn.swap(next);
        for (auto& each : turn)
            std::exchange(each, nullptr)();
        turn.clear();
    }
    Calls::waiting = nullptr;
}

}  // namespace triptych::coroutines::detail
