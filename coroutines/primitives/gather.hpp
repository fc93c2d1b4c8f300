/// gather(): runs many tasks concurrently, and waits for all of them.
///
/// Concepts: fork-join, structured concurrency
#pragma once

#include <cstddef>
#include <exception>
#include <span>
#include <utility>
#include <vector>

#include "coroutines/primitives/cancel_later.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

namespace detail {

/// Tasks that run concurrently, and the coroutine that waits for all of them.
struct Group final : Parent {
    explicit Group(std::size_t tasks) noexcept : pending{tasks} {}

    void failed(PromiseBase& /*child*/, std::exception_ptr thrown) noexcept override {
        if (!first_error) first_error = std::move(thrown);
    }
    void ended(PromiseBase& child) noexcept override {
        EventLoop::current().trace_ends(child);
        if (--pending > 0 || waiting == nullptr) return;
        if (resumes_next)
            waiting->wake_next();
        else
            waiting->wake();
    }

    std::size_t pending;
    std::exception_ptr first_error;  // null until a task has thrown
    PromiseBase* waiting = nullptr;  // null unless a coroutine waits
    bool resumes_next = false;       // resume it at once, as after a call
};

/// Runs a task until it first suspends; then resumes the coroutine that started it.
template <typename T>
struct Start : std::suspend_always {
    Start(Task<T>& started, Parent& notified) : task{started}, parent{notified} {}

    void await_suspend(std::coroutine_handle<> self) const {
        EventLoop::current().run_next(self);
        const auto coroutine = task.begin(parent);
        EventLoop::current().run_next(coroutine);  // first: run_next() is a stack
        EventLoop::current().trace_begins(coroutine.promise(), true);
    }
    void await_resume() const noexcept { EventLoop::current().trace_returns(); }

    Task<T>& task;
    Parent& parent;
};

/// Waits until all tasks of the group have ended.
struct Ended {
    explicit Ended(Group& awaited) noexcept : group{awaited} {}

    bool await_ready() const noexcept { return group.pending == 0; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) const {
        self.promise().suspend();
        group.waiting = &self.promise();
        EventLoop::current().trace_waits(self.promise(), WaitsFor::tasks, nullptr);
    }
    void await_resume() const {
        if (PromiseBase* const waiting = std::exchange(group.waiting, nullptr)) waiting->resume();
    }

    Group& group;
};

/// Returns when all tasks have ended. If the waiting coroutine is cancelled, cancels the tasks, and
/// still waits for them: no task outlives this. If all of them return results nevertheless, or one
/// of them fails, then Cancelled is thrown at the caller's next suspension point instead of here.
template <typename T>
Task<> all_ended(std::span<Task<T>> tasks, Group& group) {
    bool is_cancelled = false;
    while (group.pending > 0) {
        try {
            co_await Ended{group};
        } catch (const Cancelled&) {
            is_cancelled = true;
            for (Task<T>& task : tasks)
                task.cancel();
        }
    }
    if (!is_cancelled) co_return;
    if (is_cancellation(group.first_error)) throw Cancelled{};
    co_await CancelLater{};
}

/// Checks all before the first begins: see Task::require_unused().
template <typename T>
void require_unused(const std::vector<Task<T>>& tasks) {
    for (const Task<T>& task : tasks)
        task.require_unused();
}

}  // namespace detail

/// Runs all `tasks` concurrently, and returns their results in the order of the list. The tasks
/// start in that order, each running until it first suspends. If tasks throw, rethrows the first
/// exception, after all tasks have ended.
///
/// If the caller is cancelled, so are the tasks. If all of them return results nevertheless, this
/// returns those, and Cancelled is thrown at the caller's next suspension point.
///
/// If the caller is dropped (with its task, group or loop), so are the tasks, where they are
/// suspended. One that was woken, because it is its turn to take an item or a lock, and has not run
/// since, passes that on. One that has ended owns its result, and both are destroyed: an item that
/// it got from a queue is then lost. (As in asyncio, when nobody awaits the result.) The same holds
/// for wait_any(), wait_for() and as_completed().
template <typename T>
Task<std::vector<T>> gather(std::vector<Task<T>> tasks) {
    detail::require_unused(tasks);
    detail::Group group{tasks.size()};
    for (Task<T>& task : tasks)
        co_await detail::Start<T>{task, group};
    co_await detail::all_ended(std::span{tasks}, group);
    if (group.first_error) std::rethrow_exception(group.first_error);
    std::vector<T> results;
    results.reserve(tasks.size());
    for (Task<T>& task : tasks)
        results.push_back(task.take());
    co_return results;
}

inline Task<> gather(std::vector<Task<>> tasks) {
    detail::require_unused(tasks);
    detail::Group group{tasks.size()};
    for (Task<>& task : tasks)
        co_await detail::Start<void>{task, group};
    co_await detail::all_ended(std::span{tasks}, group);
    if (group.first_error) std::rethrow_exception(group.first_error);
}

}  // namespace triptych::coroutines
