/// Waiting for a descriptor.
#pragma once

#include <coroutine>

#include "coroutines/event_loop.hpp"

namespace triptych::coroutines {

namespace detail {

struct DescriptorReady {
    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) const {
        self.promise().suspend();
        EventLoop::current().watch(descriptor, readiness, self.promise());
    }
    void await_resume() const { EventLoop::current().resumed().resume(); }

    int descriptor;
    Readiness readiness;
};

}  // namespace detail

/// co_await readable(fd): until reading from it would not block. Close no descriptor that
/// somebody waits for.
[[nodiscard]] inline auto readable(int descriptor) {
    return detail::DescriptorReady{descriptor, {.read = true}};
}

/// co_await writable(fd): until writing to it would not block.
[[nodiscard]] inline auto writable(int descriptor) {
    return detail::DescriptorReady{descriptor, {.write = true}};
}

}  // namespace triptych::coroutines
