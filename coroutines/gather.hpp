/// Awaiting many tasks at once.
#pragma once

#include <type_traits>
#include <utility>
#include <vector>

#include "coroutines/task.hpp"

namespace triptych::coroutines {

namespace detail {

/// Runs a task until it first suspends, and then its starter again. Once it has ended it tells
/// `waiter`.
template <typename T>
struct Start : std::suspend_always {
    Start(Task<T>& started, Waiter& told) : task{started}, waiter{told} {}

    void await_suspend(std::coroutine_handle<> self) const {
        EventLoop::current().run_next(self);
        EventLoop::current().run_next(task.begin(waiter));  // before self: last come, first served
    }

    Task<T>& task;
    Waiter& waiter;
};

/// Waits until all that `waiter` waits for have ended; rethrows what the first to fail threw.
struct Ended {
    explicit Ended(Waiter& told) : waiter{told} {}

    bool await_ready() const noexcept { return waiter.pending == 0; }
    void await_suspend(std::coroutine_handle<> self) const noexcept { waiter.coroutine = self; }
    void await_resume() const { waiter.rethrow_if_failed(); }

    Waiter& waiter;
};

}  // namespace detail

/// Runs all `tasks` at the same time, and returns their results in the order of the list. They
/// start in that order, each running until it first suspends. If some throw, rethrows what was
/// thrown first, once all have ended.
template <typename T>
Task<std::vector<T>> gather(std::vector<Task<T>> tasks) {
    detail::Waiter waiter{.pending = tasks.size()};
    for (Task<T>& task : tasks)
        co_await detail::Start<T>{task, waiter};
    co_await detail::Ended{waiter};
    std::vector<T> results;
    results.reserve(tasks.size());
    for (Task<T>& task : tasks)
        results.push_back(task.take());
    co_return results;
}

inline Task<> gather(std::vector<Task<>> tasks) {
    detail::Waiter waiter{.pending = tasks.size()};
    for (Task<>& task : tasks)
        co_await detail::Start<void>{task, waiter};
    co_await detail::Ended{waiter};
}

}  // namespace triptych::coroutines
