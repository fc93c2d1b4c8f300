/// Waiting to be woken.
#pragma once

#include <coroutine>

#include "coroutines/event_loop.hpp"

namespace triptych::coroutines::detail {

/// Waits in a line until it is woken; not at all if it need not.
struct InLine {
    InLine(Line<PromiseBase>& stood_in, bool need_not) noexcept
        : line{stood_in}, is_ready{need_not} {}

    bool await_ready() const noexcept { return is_ready; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) const {
        self.promise().suspend();
        line.push_back(self.promise());
    }
    void await_resume() const {
        if (!is_ready) EventLoop::current().resumed().resume();
    }

    Line<PromiseBase>& line;
    bool is_ready;
};

inline void wake_all(Line<PromiseBase>& line) noexcept {
    while (!line.empty())
        line.front().wake();
}

inline void wake_first(Line<PromiseBase>& line) noexcept {
    if (!line.empty()) line.front().wake();
}

}  // namespace triptych::coroutines::detail
