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
    void await_resume() const {
        EventLoop& loop = EventLoop::current();
        try {
            loop.resumed().resume();
        } catch (const Cancelled&) {
            loop.unwatch(descriptor);
            throw;
        }
    }

    int descriptor;
    Readiness readiness;
};

}  // namespace detail

/// co_await readable(fd): until reading from it would not block. Throws std::system_error if that
/// cannot be told of it. Close no descriptor that somebody waits for.
[[nodiscard]] inline auto readable(int descriptor) {
    return detail::DescriptorReady{descriptor, {.read = true}};
}

/// co_await writable(fd): until writing to it would not block.
[[nodiscard]] inline auto writable(int descriptor) {
    return detail::DescriptorReady{descriptor, {.write = true}};
}

}  // namespace triptych::coroutines
