/// From ordinary code into coroutines, and back.
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

/// Who runs a task from outside of all coroutines.
struct Outside final : Parent {
    void failed(PromiseBase& /*child*/, std::exception_ptr thrown) noexcept override {
        error = std::move(thrown);
    }
    void ended(PromiseBase& /*child*/) noexcept override { EventLoop::current().stop(); }

    std::exception_ptr error;  // null unless the task has thrown
};

/// Runs until `task` has ended, or nobody is left who could bring it forward. If a callback throws,
/// or the kernel fails, the task is cancelled, and may tidy up, before that comes out.
template <typename T>
void run_until_done(EventLoop& loop, Task<T>& task) {
    try {
        while (!task.done() && loop.is_anybody_left())
            loop.run();
    } catch (...) {
        task.cancel();
        loop.run_until([&] { return task.done(); }, time_after(EventLoop::patience));
        throw;
    }
}

/// After an error that is on its way already: what callbacks throw meanwhile does not count.
inline void close_quietly(EventLoop& loop) noexcept {
    loop.set_exception_handler([](const std::exception_ptr&) {});
    try {
        loop.close();
    } catch (...) {  // the kernel fails, too: the loop's destructor does what is left
    }
}

}  // namespace detail

/// Runs `task` on `loop`, which is one of this thread's, until it has ended; what else the loop has
/// to do goes on meanwhile, and waits afterwards. Throws what the task throws. If the task awaits
/// what nobody is left to bring about, cancels it, and throws std::logic_error. Throws that, too,
/// if the loop runs already. If a callback of the loop throws, cancels the task, waits for it (at
/// most EventLoop::patience), and throws what the callback threw.
template <typename T>
T run_until_complete(EventLoop& loop, Task<T> task) {
    loop.require_idle();
    detail::Outside outside;
    Task<T> first{std::move(task)};
    loop.begin(first.begin(outside).promise());
    detail::run_until_done(loop, first);
    if (!first.done()) {
        first.cancel();
        loop.run_until([&] { return first.done(); }, time_after(EventLoop::patience));
        throw std::logic_error{"deadlock: the task waits for what nobody will bring about"};
    }
    if (outside.error) std::rethrow_exception(outside.error);
    return first.take();
}

/// Runs `task`, and everything it awaits, on a new event loop, to the end; then cancels what was
/// created by create_task() and has not ended, and waits for that. The twin of asyncio.run.
/// Throws as run_until_complete() does, and std::system_error if the kernel refuses the backend.
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
