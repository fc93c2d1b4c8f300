/// Awaiting many tasks at once.
#pragma once

#include <cstddef>
#include <exception>
#include <span>
#include <utility>
#include <vector>

#include "coroutines/primitives/cancel_later.hpp"
#include "coroutines/primitives/children.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

namespace detail {

/// Tasks that run at the same time, and whoever waits for all of them.
struct Group final : Parent {
    explicit Group(std::size_t tasks) noexcept : pending{tasks} {}

    void failed(PromiseBase& /*child*/, std::exception_ptr thrown) noexcept override {
        if (!first_error) first_error = std::move(thrown);
    }
    void ended(PromiseBase& /*child*/) noexcept override {
        if (--pending > 0 || waiting == nullptr) return;
        if (is_handed_over)
            waiting->go_on();
        else
            waiting->wake();
    }

    std::size_t pending;
    std::exception_ptr first_error;  // null while no task has thrown
    PromiseBase* waiting = nullptr;  // null while nobody waits
    bool is_handed_over = false;     // it goes on at once, as after a call
};

/// Runs a task until it first suspends, and then its starter again.
template <typename T>
struct Start : std::suspend_always {
    Start(Task<T>& started, Parent& told) : task{started}, parent{told} {}

    void await_suspend(std::coroutine_handle<> self) const {
        EventLoop::current().run_next(self);
        EventLoop::current().run_next(task.begin(parent));  // before self: last come, first served
    }

    Task<T>& task;
    Parent& parent;
};

/// Waits until all of the group have ended.
struct Ended {
    Ended(Group& awaited, Children& tasks) noexcept : group{awaited}, children{tasks} {}

    bool await_ready() const noexcept { return group.pending == 0; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) const {
        self.promise().suspend_joining(children);
        group.waiting = &self.promise();
    }
    void await_resume() const {
        if (PromiseBase* const waiting = std::exchange(group.waiting, nullptr)) waiting->resume();
    }

    Group& group;
    Children& children;
};

/// Returns when all have ended. If it is cancelled, so are they, and it waits for them all the
/// same: nothing that was started here outlives it. If they come to their results nevertheless, or
/// one fails, that is to come out, and Cancelled is thrown where the caller waits next.
template <typename T>
Task<> all_ended(std::span<Task<T>> tasks, Group& group) {
    ChildTasks<T> children{tasks};
    bool is_cancelled = false;
    while (group.pending > 0) {
        try {
            co_await Ended{group, children};
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

}  // namespace detail

/// Runs all `tasks` at the same time, and returns their results in the order of the list. They
/// start in that order, each running until it first suspends. If some throw, rethrows what was
/// thrown first, once all have ended. If it is cancelled, so are they; if all come to their results
/// all the same, these come out, and Cancelled is thrown where the caller waits next.
template <typename T>
Task<std::vector<T>> gather(std::vector<Task<T>> tasks) {
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
    detail::Group group{tasks.size()};
    for (Task<>& task : tasks)
        co_await detail::Start<void>{task, group};
    co_await detail::all_ended(std::span{tasks}, group);
    if (group.first_error) std::rethrow_exception(group.first_error);
}

}  // namespace triptych::coroutines
