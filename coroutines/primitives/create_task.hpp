/// create_task(): starts a task that runs concurrently with its creator.
#pragma once

#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

#include "coroutines/primitives/cancel_later.hpp"
#include "coroutines/primitives/future.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

namespace detail {

/// A task that runs on its own, and its future in one object. `Keeper` owns it until it has ended:
/// an EventLoop, or a TaskGroup.
template <typename T, typename Keeper>
struct SpawnedTask final : FutureState<T>, Spawned {
    SpawnedTask(Task<T> task, Keeper& keeper) : task_{std::move(task)}, keeper_{keeper} {
        this->is_of_task = true;
    }

    /// The task begins in the loop's next turn. The object lives at least until the task has ended.
    static boost::intrusive_ptr<SpawnedTask> begin(Task<T> task, Keeper& keeper) {
        task.require_unused();
        const boost::intrusive_ptr spawned{new SpawnedTask{std::move(task), keeper}};
        EventLoop::current().begin(spawned->task_->begin(*spawned).promise());
        keeper.keep(*spawned);
        spawned->self_ = spawned;
        return spawned;
    }

    /// As in asyncio, a task that has not begun never begins.
    void cancel() noexcept override {
        if (!task_) return;
        is_cancel_requested_ = true;
        if (task_->has_begun())
            task_->cancel();
        else
            drop();
    }

    void drop() noexcept override {
        const auto last = std::move(self_);
        keeper_.forget(*this);
        task_.reset();
        this->settle_with(std::make_exception_ptr(Cancelled{}), true);
    }

    void failed(PromiseBase& /*child*/, std::exception_ptr thrown) noexcept override {
        this->is_cancelled = is_cancellation(thrown);
        this->error = std::move(thrown);
    }

    void ended(PromiseBase& child) noexcept override {
        EventLoop::current().trace_ends(child);
        const auto last = std::move(self_);
        if (!this->error) take_result();
        keeper_.forget(*this);
        if constexpr (requires { keeper_.record_failure(this->error); })
            if (this->error && !has_ended_as_requested()) keeper_.record_failure(this->error);
        task_.reset();  // which may own its keeper
        this->settle();
    }

private:
    void take_result() noexcept {
        if constexpr (std::is_void_v<T>) {
            this->value.emplace();
        } else {
            try {
                this->value.emplace(task_->take());
            } catch (...) {  // the move constructor of the result has thrown
                this->error = std::current_exception();
            }
        }
    }

    /// A task that ends with Cancelled although cancel() was not called (the exception came from a
    /// future, for example) counts as failed: it has not done its work.
    bool has_ended_as_requested() const noexcept {
        return this->is_cancelled && is_cancel_requested_;
    }

    bool is_cancel_requested_ = false;
    std::optional<Task<T>> task_;  // empty after it has ended or was dropped
    Keeper& keeper_;
    boost::intrusive_ptr<SpawnedTask> self_;  // null after it has ended or was dropped
};

}  // namespace detail

/// Starts `task`: it begins in the loop's next turn, and runs concurrently. The loop owns it, even
/// if the caller does not keep the future. The future has the result, and is the only place where
/// an exception of the task arrives. At its end, run() cancels the tasks that are left, and waits
/// for them.
template <typename T>
Future<T> create_task(Task<T> task) {
    return Future<T>{
        detail::SpawnedTask<T, EventLoop>::begin(std::move(task), EventLoop::require_current())};
}

namespace detail {

template <typename T>
inline constexpr bool is_task = false;
template <typename T>
inline constexpr bool is_task<Task<T>> = true;

/// co_await call(function, arguments...): calls `function(arguments...)`, and awaits the task that
/// this returns. This frame owns the function and its arguments, so they outlive the task.
template <typename Function, typename... Arguments>
auto call(Function function, Arguments... arguments)
    -> std::invoke_result_t<Function&, Arguments&...> {
    co_return co_await std::invoke(function, arguments...);
}

template <typename Callback>
Task<> call_at(Clock::time_point due, Callback callback) {
    co_await sleep_until(due);
    if constexpr (is_task<std::invoke_result_t<Callback&>>)
        co_await callback();
    else
        callback();
}

}  // namespace detail

/// Calls EventLoop::call_soon() of this thread's current loop.
template <typename Callback>
Handle call_soon(Callback callback) {
    return EventLoop::require_current().call_soon(std::move(callback));
}

/// Calls `callback()` after `delay`; if that returns a task, awaits it. The future can be cancelled
/// until then, and has what the callback throws. The callback lives until the end.
template <typename Number, typename Period, typename Callback>
Future<> call_later(std::chrono::duration<Number, Period> delay, Callback callback) {
    return create_task(detail::call_at(time_after(delay), std::move(callback)));
}

}  // namespace triptych::coroutines
