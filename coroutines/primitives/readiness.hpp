/// Waiting for a descriptor.
#pragma once

#include <coroutine>
#include <utility>

#include "coroutines/primitives/event_loop.hpp"

namespace triptych::coroutines {

namespace detail {

/// Invariant: the kernel watches a descriptor only for those that wait for it. So whoever waits no
/// more (it was woken, cancelled, or dropped with its group or loop) has the loop look whether
/// there is anything left to watch for. Otherwise the kernel would keep the file open, and tell of
/// it whoever waits for the next one of that number.
struct DescriptorReady {
    DescriptorReady(int watched, Readiness wanted) noexcept
        : descriptor{watched}, readiness{wanted} {}
    DescriptorReady(const DescriptorReady&) = delete;
    DescriptorReady& operator=(const DescriptorReady&) = delete;
    ~DescriptorReady() {
        if (EventLoop::is_alive(loop)) loop->unwatch(descriptor);  // a group may outlive its loop
    }

    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) {
        self.promise().suspend();
        EventLoop::current().watch(descriptor, readiness, self.promise());
        loop = &EventLoop::current();
    }
    void await_resume() {
        EventLoop& resuming = *std::exchange(loop, nullptr);
        resuming.unwatch(descriptor);
        resuming.resumed().resume();
    }

    EventLoop* loop = nullptr;  // null unless it waits
    int descriptor;
    Readiness readiness;
};

}  // namespace detail

/// co_await readable(fd): until reading from it would not block. Throws std::system_error if that
/// cannot be told of it. Close no descriptor that somebody waits for: who was cancelled waits for
/// it until it goes on, to find Cancelled.
[[nodiscard]] inline auto readable(int descriptor) {
    return detail::DescriptorReady{descriptor, {.read = true}};
}

/// co_await writable(fd): until writing to it would not block.
[[nodiscard]] inline auto writable(int descriptor) {
    return detail::DescriptorReady{descriptor, {.write = true}};
}

}  // namespace triptych::coroutines
