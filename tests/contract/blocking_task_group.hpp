/// A TaskGroup with blocking futures: result() runs the loop until the result is available. So one
/// text can test the executors of all three models.
#pragma once

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

#include "common/errors.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/task_group.hpp"

namespace triptych {

template <typename T>
class BlockingFuture {
public:
    BlockingFuture(coroutines::Future<T> future, std::optional<coroutines::EventLoop>& loop)
        : future_{std::move(future)}, loop_{&loop} {}

    bool done() const { return future_.done(); }
    bool cancel() const { return future_.cancel(); }

    decltype(auto) result() const {
        if (!done()) coroutines::run_until_complete(loop_->value(), end_of(future_));
        try {
            return future_.result();
        } catch (const coroutines::Cancelled&) {
            throw CancelledError{};  // as the pools' futures do
        }
    }

    std::exception_ptr exception() const {
        try {
            static_cast<void>(result());
        } catch (...) {
            return std::current_exception();
        }
        return nullptr;
    }

    template <typename Callback>
    void add_done_callback(Callback callback) const {
        future_.add_done_callback(
            [callback = std::move(callback), loop = loop_](const coroutines::Future<T>& done) {
                callback(BlockingFuture{done, *loop});
            });
    }

private:
    static coroutines::Task<> end_of(coroutines::Future<T> future) {
        try {
            co_await future;
        } catch (...) {  // result() throws it again
        }
    }

    coroutines::Future<T> future_;
    std::optional<coroutines::EventLoop>* loop_;  // used only while the future is not done
};

/// Its jobs are plain functions. Each is a task, and they run one at a time.
class BlockingTaskGroup {
public:
    explicit BlockingTaskGroup(int /*workers*/) : loop_{std::in_place} {}
    BlockingTaskGroup(const BlockingTaskGroup&) = delete;
    BlockingTaskGroup& operator=(const BlockingTaskGroup&) = delete;
    ~BlockingTaskGroup() { shutdown(); }

    template <typename Job, typename... Arguments>
    auto submit(Job job, Arguments... arguments) {
        auto future = group_.create_task(as_task(std::move(job), std::move(arguments)...));
        return BlockingFuture{std::move(future), loop_};
    }

    template <typename Function, typename Items>
    auto map(Function function, const Items& items) {
        auto results = group_.map(each_as_task(function), items);
        return coroutines::run_until_complete(loop_.value(), std::move(results));
    }

    template <typename Function, typename Items, typename Use>
    void as_completed(Function function, const Items& items, Use use) {
        auto all = group_.as_completed(each_as_task(function), items, use);
        coroutines::run_until_complete(loop_.value(), std::move(all));
    }

    void shutdown(Shutdown how = {}) {
        if (!loop_) return;
        try {
            coroutines::run_until_complete(*loop_, group_.shutdown(how));
        } catch (const coroutines::ExceptionGroup&) {  // the futures throw it
        }
        if (how.wait) loop_.reset();
    }

private:
    template <typename Job, typename... Arguments>
    static coroutines::Task<std::invoke_result_t<Job&, Arguments&...>> as_task(
        Job job, Arguments... arguments) {
        co_return job(arguments...);
    }
    template <typename Function>
    static auto each_as_task(Function function) {
        return [function](auto item) { return as_task(function, item); };
    }

    std::optional<coroutines::EventLoop> loop_;  // empty after shutdown()
    coroutines::TaskGroup group_;
};

}  // namespace triptych
