/// Tasks that end together: the twin of asyncio.TaskGroup.
///
/// Concepts: structured concurrency, cancellation
#pragma once

#include <exception>
#include <fmt/format.h>
#include <ranges>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "common/errors.hpp"
#include "common/executor.hpp"
#include "coroutines/create_task.hpp"

namespace triptych::coroutines {

/// What the tasks of a group threw, in the order in which they did.
class ExceptionGroup : public std::runtime_error {
public:
    explicit ExceptionGroup(std::vector<std::exception_ptr> errors)
        : std::runtime_error{describe(errors)}, errors_{std::move(errors)} {}

    const std::vector<std::exception_ptr>& errors() const noexcept { return errors_; }

private:
    static std::string describe(const std::vector<std::exception_ptr>& errors) {
        std::string text = errors.size() == 1 ? std::string{"a task failed"}
                                              : fmt::format("{} tasks failed", errors.size());
        const char* separator = ": ";
        for (const auto& error : errors) {
            try {
                std::rethrow_exception(error);
            } catch (const std::exception& thrown) {
                text += separator + std::string{thrown.what()};
            } catch (...) {
                text += separator + std::string{"no std::exception"};
            }
            separator = "; ";
        }
        return text;
    }

    std::vector<std::exception_ptr> errors_;
};

/// Structured concurrency: what is created here ends here.
///
///     TaskGroup group;
///     group.create_task(fetch(first));
///     group.create_task(fetch(second));
///     co_await group.join();
///
/// The first task that fails cancels all others. A task may create more of them in its group. A
/// group that dies before it was joined drops its tasks where they are; whoever waits for one of
/// them finds Cancelled.
class TaskGroup {
public:
    TaskGroup() = default;
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;
    ~TaskGroup() {
        while (!tasks_.empty())
            tasks_.front().drop();
    }

    /// `task` begins in the loop's next turn. Throws ShutDownError after shutdown().
    template <typename T>
    Future<T> create_task(Task<T> task) {
        if (!is_open_) throw ShutDownError{};
        return Future<T>{detail::SpawnedTask<T, TaskGroup>::begin(std::move(task), *this)};
    }

    /// As an executor: a job is a function that gives a task.
    template <typename Job>
    auto submit(Job job) {
        return create_task(job());
    }

    /// co_await group.map(function, items): runs the tasks that `function(item)` gives for all
    /// items at the same time; the results in the order of the items. Throws what the first in
    /// that order threw, or Cancelled if it was cancelled because another one failed.
    template <typename Function, std::ranges::input_range Items>
    auto map(Function function, const Items& items) {
        std::vector<decltype(submit_call(function, *std::ranges::begin(items)))> futures;
        for (const auto& item : items)
            futures.push_back(submit_call(function, item));
        return results_of(std::move(futures));
    }

    /// co_await group.as_completed(function, items, use): the same, but calls `use(result)` as
    /// each task ends.
    template <typename Function, std::ranges::input_range Items, typename Use>
    Task<> as_completed(Function function, const Items& items, Use use) {
        const auto use_result = [&use](auto task) -> Task<> { use(co_await std::move(task)); };
        std::vector<Future<>> futures;
        for (const auto& item : items)
            futures.push_back(create_task(use_result(function(item))));
        for (const auto& future : futures)
            co_await future;
    }

    /// co_await group.shutdown(how): takes no more tasks; waits for those there are, or cancels
    /// them, or both.
    Task<> shutdown(Shutdown how = {}) {
        is_open_ = false;
        if (how.cancel_futures) cancel();
        if (how.wait) co_await join();
    }

    /// Waits until all have ended. If some failed, throws an ExceptionGroup; a task that was
    /// cancelled has not failed. If it is cancelled itself, cancels them, waits for them all the
    /// same, and then throws Cancelled, unless one failed.
    Task<> join() {
        bool is_cancelled = false;
        while (!tasks_.empty()) {
            try {
                co_await detail::InLine{joining_, false};
            } catch (const Cancelled&) {
                is_cancelled = true;
                cancel();
            }
        }
        if (!errors_.empty()) throw ExceptionGroup{std::exchange(errors_, {})};
        if (is_cancelled) throw Cancelled{};
    }

    /// Cancels all tasks that have not ended.
    void cancel() noexcept {
        Line<detail::Spawned> cancelled;
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
    void told_of(std::exception_ptr error) noexcept {
        errors_.push_back(std::move(error));
        if (errors_.size() == 1) cancel();
    }

private:
    template <typename Function, typename Item>
    auto submit_call(Function& function, const Item& item) {
        return create_task(function(item));
    }

    template <typename T>
    static Task<std::vector<T>> results_of(std::vector<Future<T>> futures) {
        std::vector<T> results;
        results.reserve(futures.size());
        for (const auto& future : futures)
            results.push_back(std::move(co_await future));
        co_return results;
    }

    bool is_open_ = true;          // until shutdown()
    Line<detail::Spawned> tasks_;  // those that have not ended
    Line<PromiseBase> joining_;
    std::vector<std::exception_ptr> errors_;
};

}  // namespace triptych::coroutines
