/// Work that would block the loop, done in another thread; the twin of run_in_executor.
#pragma once

#include <future>
#include <type_traits>

#include "common/run_elsewhere.hpp"
#include "coroutines/task.hpp"

namespace triptych::coroutines {

namespace detail {

/// Suspends the coroutine until `elsewhere` has run `job`, which must not throw. It cannot be
/// called away before: the job uses what the coroutine owns.
template <typename Job>
struct Elsewhere {
    Elsewhere(const RunElsewhere& executor, Job& done_there)
        : elsewhere{executor}, job{done_there} {}

    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) const {
        PromiseBase& waiting = self.promise();
        EventLoop& loop = EventLoop::current();
        elsewhere([&there = job, &loop, &waiting] {
            there();
            loop.call_soon_threadsafe([&waiting] {
                EventLoop::current().come_back();
                waiting.wake();
            });
        });
        waiting.suspend_shielded();
        loop.leave();  // not before elsewhere() has taken the job, for it may throw
    }
    void await_resume() const { EventLoop::current().resumed().resume_shielded(); }

    const RunElsewhere& elsewhere;
    Job& job;
};

}  // namespace detail

/// Runs `function()` elsewhere while the loop goes on. What it returns or throws comes out here.
/// If it is cancelled, it waits for the function all the same, and then throws Cancelled.
/// Requires: `function` and `elsewhere` live until then. (So a lambda needs a name: g++ 12
/// destroys a temporary one twice.)
template <typename Function>
Task<std::invoke_result_t<Function&>> offload(const RunElsewhere& elsewhere, Function& function) {
    std::packaged_task<std::invoke_result_t<Function&>()> job{std::ref(function)};
    auto result = job.get_future();
    co_await detail::Elsewhere{elsewhere, job};
    co_return result.get();
}

}  // namespace triptych::coroutines
