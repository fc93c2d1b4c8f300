/// run_in_executor(): submits a blocking call to a pool of threads or processes: the counterpart of
/// asyncio's loop.run_in_executor.
///
/// Concepts: blocking call
#pragma once

#include <concepts>
#include <coroutine>
#include <memory>
#include <type_traits>
#include <utility>

#include "coroutines/primitives/cancel_later.hpp"
#include "coroutines/primitives/event_loop.hpp"
#include "coroutines/primitives/external_work.hpp"
#include "coroutines/primitives/readiness.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

/// A pool without a thread of its own, as the pool of processes: while a caller waits, it must call
/// progress() whenever descriptor() is readable.
template <typename P>
concept DrivenPool = requires(P& pool) {
    { pool.descriptor() } -> std::same_as<int>;
    pool.progress();
};

namespace detail {

/// Waits until the future of a job in another thread is done. It lies in the frame of the coroutine
/// that submitted the job, and its destructor blocks until the job has ended or was cancelled.
template <typename Future>
class JobEnd {
public:
    explicit JobEnd(Future& future)
        : future_{future}, work_{std::make_shared<ExternalWork>(EventLoop::current())} {
        future_.add_done_callback([work = work_](const auto&) { ExternalWork::finish(work); });
    }
    JobEnd(const JobEnd&) = delete;
    JobEnd& operator=(const JobEnd&) = delete;
    ~JobEnd() {
        if (!future_.done() && !future_.cancel()) work_->wait_until_finished();
    }

    auto operator co_await() const noexcept { return Awaiter{future_, *work_}; }

private:
    struct Awaiter {
        Awaiter(const Future& awaited, ExternalWork& elsewhere) noexcept
            : future{awaited}, work{elsewhere} {}
        Awaiter(const Awaiter&) = delete;
        Awaiter& operator=(const Awaiter&) = delete;
        ~Awaiter() { work.stop_waiting(); }

        bool await_ready() const { return future.done(); }
        template <typename Promise>
        void await_suspend(std::coroutine_handle<Promise> self) {
            self.promise().suspend();
            EventLoop::current().trace_waits(self.promise(), WaitsFor::thread, nullptr);
            work.wake_when_finished(self.promise());
            has_waited = true;
        }
        void await_resume() const {
            work.stop_waiting();
            if (has_waited) EventLoop::current().resumed().resume();
        }

        const Future& future;
        ExternalWork& work;
        bool has_waited = false;
    };

    Future& future_;
    const std::shared_ptr<ExternalWork> work_;
};

/// In its destructor, cancels the job of a future, if that has not begun.
template <typename Future>
struct CancelAtExit {
    explicit CancelAtExit(Future& of) noexcept : future{of} {}
    CancelAtExit(const CancelAtExit&) = delete;
    CancelAtExit& operator=(const CancelAtExit&) = delete;
    ~CancelAtExit() { future.cancel(); }
    Future& future;
};

/// Waits until the descriptor of a driven pool is readable. Also wakes up if another coroutine,
/// which drives the same pool, has received the result: then the descriptor may never become
/// readable again.
struct PoolReadable : DescriptorReady {
    PoolReadable(int watched, PromiseBase*& noted) noexcept
        : DescriptorReady{watched, {.read = true}}, waiting{noted} {}
    PoolReadable(const PoolReadable&) = delete;
    PoolReadable& operator=(const PoolReadable&) = delete;
    ~PoolReadable() { waiting = nullptr; }

    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) {
        DescriptorReady::await_suspend(self);
        waiting = &self.promise();
    }
    void await_resume() {
        waiting = nullptr;
        DescriptorReady::await_resume();
    }

    PromiseBase*& waiting;  // null unless a coroutine waits
};

/// For pools of processes: calls progress() whenever the descriptor is readable.
template <typename Pool, typename Future>
Task<> drive_until_done(Pool& pool, Future& future) {
    const CancelAtExit cancel_at_exit{future};
    const auto waiting = std::make_shared<PromiseBase*>(nullptr);
    future.add_done_callback([waiting](const auto&) {
        if (*waiting != nullptr) (*waiting)->wake();
    });
    bool is_cancelled = false;
    bool has_cancelled_job = false;
    while (!future.done()) {
        try {
            co_await PoolReadable{pool.descriptor(), *waiting};
            pool.progress();
        } catch (const Cancelled&) {
            is_cancelled = true;
            has_cancelled_job |= future.cancel();
        }
    }
    if (has_cancelled_job) throw Cancelled{};
    if (is_cancelled) co_await CancelLater{};
}

/// For pools of threads.
template <typename Future>
Task<> wait_until_done(Future& future) {
    const JobEnd job_end{future};
    bool is_cancelled = false;
    bool has_cancelled_job = false;
    while (!future.done()) {
        try {
            co_await job_end;
        } catch (const Cancelled&) {
            is_cancelled = true;
            has_cancelled_job |= future.cancel();
        }
    }
    if (has_cancelled_job) throw Cancelled{};
    if (is_cancelled) co_await CancelLater{};
}

}  // namespace detail

/// Submits `function(arguments...)` to `pool`, whose threads or processes run it while the loop
/// runs other tasks. Returns what the function returns, and throws what it throws.
///
/// If the caller is cancelled: a job that has begun is waited for, one that has not is cancelled;
/// then Cancelled is thrown. If this coroutine is dropped (with its task, group or loop): a job
/// that has not begun is cancelled, and one that runs in a thread blocks this thread until it has
/// ended, because it may use variables of the coroutine. (A job in a process has its own memory,
/// and runs on until the pool ends.) Requires: `pool` lives until then.
template <typename Pool, typename Function, typename... Arguments>
auto run_in_executor(Pool& pool, Function function, Arguments... arguments)
    -> Task<std::invoke_result_t<Function&, Arguments&...>> {
    auto future = pool.submit(std::move(function), std::move(arguments)...);
    if constexpr (DrivenPool<Pool>)
        co_await detail::drive_until_done(pool, future);
    else
        co_await detail::wait_until_done(future);
    co_return std::move(future).result();
}

}  // namespace triptych::coroutines
