/// Tasks that run while their creator goes on.
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

/// Keeps tasks until they have ended: the loop does, or a task group.
template <typename T, typename Keeper>
struct SpawnedTask final : FutureState<T>, Spawned {
    SpawnedTask(Task<T> task, Keeper& keeper) : task_{std::move(task)}, keeper_{keeper} {}

    /// Begins in the loop's next turn, and lives until it has ended.
    static boost::intrusive_ptr<SpawnedTask> begin(Task<T> task, Keeper& keeper) {
        const boost::intrusive_ptr spawned{new SpawnedTask{std::move(task), keeper}};
        EventLoop::current().begin(spawned->task_->begin(*spawned).promise());
        keeper.keep(*spawned);
        spawned->self_ = spawned;
        return spawned;
    }

    /// As in asyncio, a task that has not begun never does.
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

    void ended(PromiseBase& /*child*/) noexcept override {
        const auto last = std::move(self_);
        if (!this->error) take_result();
        task_.reset();
        keeper_.forget(*this);
        if constexpr (requires { keeper_.record_failure(this->error); })
            if (this->error && !has_ended_as_requested()) keeper_.record_failure(this->error);
        this->settle();
    }

private:
    void take_result() noexcept {
        if constexpr (std::is_void_v<T>) {
            this->value.emplace();
        } else {
            try {
                this->value.emplace(task_->take());
            } catch (...) {  // its move has thrown
                this->error = std::current_exception();
            }
        }
    }

    /// Cancelled that nobody had asked for (it came out of a future, for example) is a failure: the
    /// task has not done what it was created for.
    bool has_ended_as_requested() const noexcept {
        return this->is_cancelled && is_cancel_requested_;
    }

    bool is_cancel_requested_ = false;
    std::optional<Task<T>> task_;  // empty once it has ended, or was dropped
    Keeper& keeper_;
    boost::intrusive_ptr<SpawnedTask> self_;  // null once it has ended, or was dropped
};

}  // namespace detail

/// `task` begins in the loop's next turn, and runs by itself; the loop keeps it, whether anybody
/// keeps the future or not. What it throws comes out of the future, and nowhere else. run()
/// cancels those that are left at its end, and waits for them.
template <typename T>
Future<T> create_task(Task<T> task) {
    return Future<T>{
        detail::SpawnedTask<T, EventLoop>::begin(std::move(task), EventLoop::current())};
}

namespace detail {

template <typename T>
inline constexpr bool is_task = false;
template <typename T>
inline constexpr bool is_task<Task<T>> = true;

/// co_await call(function, arguments...): what the task gives that `function(arguments...)` makes.
/// The function and its arguments live in this frame until then, whatever becomes of the caller's.
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

/// As EventLoop::call_soon(), for the loop of this thread.
template <typename Callback>
Handle call_soon(Callback callback) {
    return EventLoop::current().call_soon(std::move(callback));
}

/// Calls `callback()` after `delay`; if that makes a task, awaits it. This is a task itself: its
/// future can be cancelled until then, and brings what the callback throws. The callback lives
/// until then.
template <typename Number, typename Period, typename Callback>
Future<> call_later(std::chrono::duration<Number, Period> delay, Callback callback) {
    return create_task(detail::call_at(time_after(delay), std::move(callback)));
}

}  // namespace triptych::coroutines
