/// A group of tasks that ends when all of them have ended: the counterpart of asyncio.TaskGroup.
///
/// Concepts: structured concurrency, cancellation
#pragma once

#include <algorithm>
#include <concepts>
#include <exception>
#include <functional>
#include <memory>
#include <ranges>
#include <type_traits>
#include <utility>
#include <vector>

#include "common/errors.hpp"
#include "common/executor.hpp"
#include "coroutines/primitives/cancel_later.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/exception_group.hpp"

namespace triptych::coroutines {

/// Structured concurrency: a task that was created in a group ends before join() returns.
///
///     TaskGroup group;
///     group.create_task(fetch(first));
///     group.create_task(fetch(second));
///     co_await group.join();
///
/// The first task that fails cancels all others. So does cancel(), and so does a cancellation of
/// the task that waits in join(). From then on the group stays cancelled: a task that is created in
/// it afterwards never begins. A task that ends with Cancelled has failed, unless its cancellation
/// was requested.
///
/// A task may create more tasks in its own group. A group that is destroyed before it was joined
/// drops its tasks where they are suspended; Cancelled is thrown in tasks that wait for them. If
/// such a task has a job running in another thread, blocks until that job has ended (see
/// offload()). The group may outlive its loop.
class TaskGroup {
public:
    TaskGroup() = default;
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;
    ~TaskGroup() {
        while (!tasks_.empty())
            tasks_.front().drop();
    }

    /// `task` begins in the loop's next turn. If the group has failed or was cancelled, the task
    /// never begins, and its future is cancelled. Throws ShutDownError after shutdown().
    template <typename T>
    Future<T> create_task(Task<T> task) {
        if (!is_open_) throw ShutDownError{};
        const Future<T> future{detail::SpawnedTask<T, TaskGroup>::begin(std::move(task), *this)};
        if (is_cancelled_) future.cancel();
        return future;
    }

    /// The interface of an executor: `job` is a function that returns a task. The group calls it
    /// when that task begins, and keeps it until the task has ended.
    template <typename Job>
    auto submit(Job job) {
        return create_task(detail::call(std::move(job)));
    }

    /// co_await group.map(function, items): runs concurrently the tasks that `function(item)`
    /// returns for all items, and returns their results in the order of the items. The group keeps
    /// the function and copies of the items until the tasks have ended. (Items that cannot be
    /// copied must outlive them.)
    ///
    /// Throws what the first failed task (in the order of the items) threw. If none failed, but
    /// some were cancelled because another task of the group failed, throws the ExceptionGroup that
    /// join() throws. If the caller is cancelled, cancels the tasks, and still waits for them; if
    /// none of them ends cancelled, returns their results, and throws Cancelled at the caller's
    /// next suspension point.
    template <typename Function, std::ranges::input_range Items>
    auto map(Function function, const Items& items) {
        const auto shared = std::make_shared<Function>(std::move(function));
        std::vector<decltype(submit_call(shared, *std::ranges::begin(items)))> futures;
        for (const auto& item : items)
            futures.push_back(submit_call(shared, item));
        return results_of(std::move(futures));
    }

    /// co_await group.as_completed(function, items, use): the same, but calls `use(result)` as soon
    /// as each task ends; never after this call has returned, thrown or been dropped. Requires:
    /// `items` live until it has begun.
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

    /// co_await group.shutdown(how): accepts no more tasks; then waits for the present ones, or
    /// cancels them, or both.
    Task<> shutdown(Shutdown how = {}) {
        is_open_ = false;
        if (how.cancel_futures) cancel();
        if (how.wait) co_await join();
    }

    /// Waits until all tasks have ended. If any failed, throws an ExceptionGroup with their errors;
    /// a task that was cancelled has not failed. May be called again, and by several tasks: a group
    /// that has failed throws each time.
    ///
    /// If the waiting task is cancelled, cancels the tasks of the group, waits for them, and then
    /// throws Cancelled. If tasks failed, too, throws the ExceptionGroup, and Cancelled is thrown
    /// at the caller's next suspension point: neither is lost. (As in asyncio since Python 3.13.)
    ///
    /// Everything that the tasks did happens before this returns: all run in one thread.
    Task<> join() {
        bool is_cancelled = false;
        while (!tasks_.empty()) {
            try {
                co_await detail::WaitInQueue{joining_, false, WaitsFor::tasks};
            } catch (const Cancelled&) {
                is_cancelled = true;
                cancel();
            }
        }
        if (is_cancelled && !errors_.empty()) co_await detail::CancelLater{};
        if (!errors_.empty()) throw ExceptionGroup{errors_};
        if (is_cancelled) throw Cancelled{};
    }

    /// Cancels all tasks that have not ended, and all that are created later.
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

    /// Called by the tasks of the group.
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
    /// Its destructor clears the pointer to the user of the results, which may be destroyed next.
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

    /// Awaits function(item); this frame keeps both until the end.
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

    /// Waits until all have ended, and throws what map() throws.
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
        const auto is_cut_off = [](const auto& future) { return future.cancelled(); };
        if (is_cancelled && std::ranges::any_of(futures, is_cut_off)) throw Cancelled{};
        if (is_cancelled) co_await detail::CancelLater{};
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

    bool is_open_ = true;                   // false after shutdown()
    bool is_cancelled_ = false;             // once true, stays true
    IntrusiveList<detail::Spawned> tasks_;  // that have not ended
    IntrusiveList<PromiseBase> joining_;
    std::vector<std::exception_ptr> errors_;
};

}  // namespace triptych::coroutines
