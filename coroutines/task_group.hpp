/// Tasks that end together: the twin of asyncio.TaskGroup.
#pragma once

#include <exception>
#include <fmt/format.h>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

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

    /// `task` begins in the loop's next turn.
    template <typename T>
    Future<T> create_task(Task<T> task) {
        return Future<T>{detail::SpawnedTask<T, TaskGroup>::begin(std::move(task), *this)};
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
    Line<detail::Spawned> tasks_;  // those that have not ended
    Line<PromiseBase> joining_;
    std::vector<std::exception_ptr> errors_;
};

}  // namespace triptych::coroutines
