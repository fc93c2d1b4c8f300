/// Work that would block the loop, done in another thread; the twin of run_in_executor.
#pragma once

#include <future>
#include <type_traits>

#include "common/run_elsewhere.hpp"
#include "coroutines/task.hpp"

namespace triptych::coroutines {

namespace detail {

/// Suspends the coroutine until `elsewhere` has run `job`, which must not throw.
template <typename Job>
struct Elsewhere : std::suspend_always {
    Elsewhere(const RunElsewhere& executor, Job& done_there)
        : elsewhere{executor}, job{done_there} {}

    void await_suspend(std::coroutine_handle<> self) const {
        EventLoop& loop = EventLoop::current();
        elsewhere([&loop, &there = job, self] {
            there();
            loop.post_from_outside(self);
        });
        loop.leave();  // not before elsewhere() has taken the job, for it may throw
    }

    const RunElsewhere& elsewhere;
    Job& job;
};

}  // namespace detail

/// Runs `function()` elsewhere while the loop goes on. What it returns or throws comes out here.
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
