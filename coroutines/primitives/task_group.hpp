/// Tasks that end together: the twin of asyncio.TaskGroup.
///
/// Concepts: structured concurrency, cancellation
#pragma once

#include <algorithm>
#include <concepts>
#include <coroutine>
#include <exception>
#include <functional>
#include <memory>
#include <ranges>
#include <type_traits>
#include <utility>
#include <vector>

#include "common/errors.hpp"
#include "common/executor.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/exception_group.hpp"

namespace triptych::coroutines {

namespace detail {

/// Cancels the chain that runs now: it finds Cancelled where it waits next.
struct CancelAgain {
    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    bool await_suspend(std::coroutine_handle<Promise> self) const noexcept {
        self.promise().chain().cancel();
        return false;
    }
    void await_resume() const noexcept {}
};

}  // namespace detail

/// Structured concurrency: what is created here ends here.
///
///     TaskGroup group;
///     group.create_task(fetch(first));
///     group.create_task(fetch(second));
///     co_await group.join();
///
/// The first task that fails cancels all others. So does cancel(), and whoever is cancelled in
/// join(). From then on the group stays cancelled: a task that is created in it afterwards is
/// cancelled before it begins. A task that ends with Cancelled has failed, unless somebody had
/// cancelled it.
///
/// A task may create more of them in its group. A group that dies before it was joined drops its
/// tasks where they are; whoever waits for one of them finds Cancelled. What such a task has
/// running in another thread is waited for (see offload()). The group may outlive its loop.
class TaskGroup {
public:
    TaskGroup() = default;
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;
    ~TaskGroup() {
        while (!tasks_.empty())
            tasks_.front().drop();
    }

    /// `task` begins in the loop's next turn; never, if the group was cancelled or has failed: then
    /// its future is cancelled. Throws ShutDownError after shutdown().
    template <typename T>
    Future<T> create_task(Task<T> task) {
        if (!is_open_) throw ShutDownError{};
        const Future<T> future{detail::SpawnedTask<T, TaskGroup>::begin(std::move(task), *this)};
        if (is_cancelled_) future.cancel();
        return future;
    }

    /// As an executor: a job is a function that gives a task. It is called when that begins, and
    /// lives until it has ended.
    template <typename Job>
    auto submit(Job job) {
        return create_task(detail::call(std::move(job)));
    }

    /// co_await group.map(function, items): runs the tasks that `function(item)` gives for all
    /// items at the same time; the results in the order of the items. The function and copies of
    /// the items live until the tasks have ended. (What cannot be copied must live as long.)
    ///
    /// Throws what the first in that order threw. If none did, but they were cancelled because
    /// another task of the group failed, throws the ExceptionGroup that join() throws. If it is
    /// cancelled itself, so are they, and it waits for them all the same.
    template <typename Function, std::ranges::input_range Items>
    auto map(Function function, const Items& items) {
        const auto shared = std::make_shared<Function>(std::move(function));
        std::vector<decltype(submit_call(shared, *std::ranges::begin(items)))> futures;
        for (const auto& item : items)
            futures.push_back(submit_call(shared, item));
        return results_of(std::move(futures));
    }

    /// co_await group.as_completed(function, items, use): the same, but calls `use(result)` as
    /// each task ends; never after this has ended, however that may be. Requires: `items` live
    /// until it has begun.
    template <typename Function, std::ranges::input_range Items, typename Use>
    Task<> as_completed(Function function, const Items& items, Use use) {
        const auto shared = std::make_shared<Function>(std::move(function));
        const auto user = std::make_shared<Use*>(&use);
        const ForgetUser at_end{user};
        std::vector<Future<>> futures;
        for (const auto& item : items)
            futures.push_back(create_task(
                use_result(call<Function, std::ranges::range_value_t<Items>>(shared, item), user)));
        co_await end_of(futures);
    }

    /// co_await group.shutdown(how): takes no more tasks; waits for those there are, or cancels
    /// them, or both.
    Task<> shutdown(Shutdown how = {}) {
        is_open_ = false;
        if (how.cancel_futures) cancel();
        if (how.wait) co_await join();
    }

    /// Waits until all have ended. If some failed, throws an ExceptionGroup; a task that was
    /// cancelled has not failed. May be called again, and by several: a group that has failed
    /// throws each time.
    ///
    /// If this is cancelled, cancels the tasks, waits for them all the same, and then throws
    /// Cancelled. If some failed, too, neither is forgotten: the ExceptionGroup comes out, and the
    /// cancellation stays: whoever catches that error finds Cancelled where it waits next. (As in
    /// asyncio since Python 3.13.)
    ///
    /// What the tasks did happens before this returns: all run in one thread.
    Task<> join() {
        bool is_cancelled = false;
        while (!tasks_.empty()) {
            try {
                co_await detail::WaitInQueue{joining_, false};
            } catch (const Cancelled&) {
                is_cancelled = true;
                cancel();
            }
        }
        if (is_cancelled && !errors_.empty()) co_await detail::CancelAgain{};
        if (!errors_.empty()) throw ExceptionGroup{errors_};
        if (is_cancelled) throw Cancelled{};
    }

    /// Cancels all tasks that have not ended, and those that are yet to be created.
    void cancel() noexcept {
        is_cancelled_ = true;
        IntrusiveList<detail::Spawned> cancelled;
        while (!tasks_.empty()) {
            detail::Spawned& task = tasks_.pop_front();
            cancelled.push_back(task);
            task.cancel();
        }
        tasks_.append(cancelled);
    }

    /// For the tasks themselves.
    void keep(detail::Spawned& task) noexcept { tasks_.push_back(task); }
    void forget(detail::Spawned& task) noexcept {
        task.unlink();
        if (tasks_.empty()) detail::wake_all(joining_);
    }
    void record_failure(std::exception_ptr error) noexcept {
        errors_.push_back(std::move(error));
        if (errors_.size() == 1) cancel();
    }

private:
    /// From then on nobody uses results: the user may have died.
    template <typename Use>
    struct ForgetUser {
        explicit ForgetUser(std::shared_ptr<Use*> forgotten) : user{std::move(forgotten)} {}
        ForgetUser(const ForgetUser&) = delete;
        ForgetUser& operator=(const ForgetUser&) = delete;
        ~ForgetUser() { *user = nullptr; }
        std::shared_ptr<Use*> user;
    };

    template <typename Item>
    using Kept = std::conditional_t<std::copy_constructible<Item>, Item, const Item&>;

    /// What function(item) makes, with both kept until it has ended.
    template <typename Function, typename Item>
    static auto call(std::shared_ptr<Function> function, Kept<Item> item)
        -> std::invoke_result_t<Function&, const Item&> {
        const Item& kept = item;
        co_return co_await std::invoke(*function, kept);
    }

    template <typename Function, typename Item>
    auto submit_call(const std::shared_ptr<Function>& function, const Item& item) {
        return create_task(call<Function, Item>(function, item));
    }

    template <typename Result, typename Use>
    static Task<> use_result(Task<Result> task, std::shared_ptr<Use*> user) {
        Result result = co_await std::move(task);
        if (*user != nullptr) std::invoke(**user, std::move(result));
    }

    /// Waits until all have ended, and throws as map() says.
    template <typename T>
    Task<> end_of(const std::vector<Future<T>>& futures) {
        bool is_cancelled = false;
        for (const auto& future : futures) {
            while (!future.done()) {
                try {
                    co_await future.end();
                } catch (const Cancelled&) {
                    is_cancelled = true;
                    for (const auto& each : futures)
                        each.cancel();
                }
            }
        }
        if (is_cancelled) throw Cancelled{};
        const auto is_cut_off = [](const auto& future) { return future.cancelled(); };
        for (const auto& future : futures)
            if (!is_cut_off(future)) future.result();
        if (std::ranges::none_of(futures, is_cut_off)) co_return;
        if (!errors_.empty()) throw ExceptionGroup{errors_};
        throw Cancelled{};
    }

    template <typename T>
    Task<std::vector<T>> results_of(std::vector<Future<T>> futures) {
        co_await end_of(futures);
        std::vector<T> results;
        results.reserve(futures.size());
        for (const auto& future : futures)
            results.push_back(std::move(future.result()));
        co_return results;
    }

    bool is_open_ = true;                   // until shutdown()
    bool is_cancelled_ = false;             // and stays so
    IntrusiveList<detail::Spawned> tasks_;  // those that have not ended
    IntrusiveList<PromiseBase> joining_;
    std::vector<std::exception_ptr> errors_;
};

}  // namespace triptych::coroutines
