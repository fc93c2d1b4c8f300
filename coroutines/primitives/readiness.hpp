/// readable() and writable(): waiting until a file descriptor is ready.
///
/// Concepts: readiness and completion
#pragma once

#include <coroutine>
#include <utility>

#include "coroutines/primitives/event_loop.hpp"

namespace triptych::coroutines {

namespace detail {

/// Invariant: the kernel watches a descriptor only while tasks wait for it. So when a waiter stops
/// waiting (it was woken, cancelled, or dropped with its group or loop), the loop checks whether
/// the descriptor still has waiters. Otherwise the kernel would keep the file open, and report its
/// events to tasks that wait for a new descriptor with the same number.
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

    EventLoop* loop = nullptr;  // null unless it is waiting
    int descriptor;
    Readiness readiness;
};

}  // namespace detail

/// co_await readable(fd): waits until reading from `fd` would not block. Throws std::system_error
/// if the kernel cannot watch it. Requires: the descriptor stays open while a task waits for it; a
/// cancelled task waits until it has resumed and Cancelled is thrown.
[[nodiscard]] inline auto readable(int descriptor) {
    return detail::DescriptorReady{descriptor, {.read = true}};
}

/// co_await writable(fd): waits until writing to `fd` would not block. Throws and requires the
/// same.
[[nodiscard]] inline auto writable(int descriptor) {
    return detail::DescriptorReady{descriptor, {.write = true}};
}

}  // namespace triptych::coroutines
