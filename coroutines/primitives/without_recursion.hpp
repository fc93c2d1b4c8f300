/// Destroys, or calls, long chains of objects in a loop and not by recursion, so that the stack
/// does not overflow.
#pragma once

#include <functional>
#include <utility>
#include <vector>

namespace triptych::coroutines::detail {

/// Objects whose destructors destroy others, as a task destroys the tasks among its parameters.
struct Destruction {
    struct Later {
        void* what;
        void (*destroy)(void*);
    };

    static constexpr int deepest = 64;  // levels of recursion; deeper objects are destroyed later

    static void later(void* what, void (*destroy)(void*)) noexcept {
        try {
            if (waiting != nullptr) return waiting->push_back({what, destroy});
            std::vector<Later> mine;
            waiting = &mine;
            destroy(what);
            while (!mine.empty()) {
                const Later next = mine.back();
                mine.pop_back();
                next.destroy(next.what);
            }
            waiting = nullptr;
        } catch (...) {  // no memory for the list
            destroy(what);
        }
    }

    static inline constinit thread_local int depth = 0;
    static inline constinit thread_local std::vector<Later>* waiting = nullptr;
};

/// Calls `destroy(what)`: at once, or before the outermost call in this thread returns.
inline void destroy_without_recursion(void* what, void (*destroy)(void*)) noexcept {
    if (Destruction::depth == Destruction::deepest) return Destruction::later(what, destroy);
    ++Destruction::depth;
    destroy(what);
    --Destruction::depth;
}

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
