/// run() and run_until_complete(): how ordinary code runs coroutines, and gets their results.
///
/// Concepts: event loop
#pragma once

#include <exception>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "coroutines/primitives/event_loop.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

namespace detail {

/// The parent of a task that ordinary code runs: stops the loop when the task ends.
struct RootParent final : Parent {
    void failed(PromiseBase& /*child*/, std::exception_ptr thrown) noexcept override {
        error = std::move(thrown);
    }
    void ended(PromiseBase& child) noexcept override {
        EventLoop::current().trace_ends(child);
        EventLoop::current().stop();
    }

    std::exception_ptr error;  // null unless the task has thrown
};

/// Runs the loop until `task` has ended, or until the loop has no work left. If a callback throws,
/// or the kernel fails, cancels the task, lets it clean up, and then rethrows that error.
template <typename T>
void run_until_done(EventLoop& loop, Task<T>& task) {
    try {
        while (!task.done() && loop.has_work())
            loop.run();
    } catch (...) {
        task.cancel();
        loop.run_until([&] { return task.done(); }, time_after(EventLoop::patience));
        throw;
    }
}

/// Closes the loop while another exception is already being thrown; so ignores what callbacks
/// throw.
inline void close_quietly(EventLoop& loop) noexcept {
    loop.set_exception_handler([](const std::exception_ptr&) {});
    try {
        loop.close();
    } catch (...) {  // NOLINT(bugprone-empty-catch): see below
        // The kernel fails, too. The loop's destructor does the rest.
    }
}

}  // namespace detail

/// Runs `task` on `loop`, which is one of this thread's loops, until the task has ended, and
/// returns its result. The other tasks of the loop run meanwhile, and stay suspended afterwards.
///
/// Throws what the task throws. If the task waits for something that no task, timer, descriptor or
/// other thread can bring about (a deadlock), cancels it, and throws std::logic_error. Throws
/// std::logic_error, too, if the loop is already running. If a callback of the loop throws, cancels
/// the task, waits for it (at most EventLoop::patience), and throws what the callback threw.
template <typename T>
T run_until_complete(EventLoop& loop, Task<T> task) {
    loop.require_idle();
    task.require_unused();
    detail::RootParent root;
    Task<T> first{std::move(task)};
    loop.begin(first.begin(root).promise());
    detail::run_until_done(loop, first);
    if (!first.done()) {
        first.cancel();
        loop.run_until([&] { return first.done(); }, time_after(EventLoop::patience));
        throw std::logic_error{
            "deadlock: the task waits for something that nothing can bring about"};
    }
    if (root.error) std::rethrow_exception(root.error);
    return first.take();
}

/// Runs `task`, and everything that it awaits, on a new event loop, until it has ended, and returns
/// its result. Then cancels the tasks of create_task() that have not ended, and waits for them. The
/// counterpart of asyncio.run. Throws what run_until_complete() throws, and std::system_error if
/// the kernel does not support the backend.
template <typename T>
T run(Task<T> task, Backend backend = default_backend()) {
    EventLoop loop{backend};
    try {
        if constexpr (std::is_void_v<T>) {
            run_until_complete(loop, std::move(task));
            loop.close();
        } else {
            T result = run_until_complete(loop, std::move(task));
            loop.close();
            return result;
        }
    } catch (...) {
        detail::close_quietly(loop);
        throw;
    }
}

}  // namespace triptych::coroutines
