/// Work that would block the loop, submitted to a pool; the twin of asyncio's run_in_executor.
#pragma once

#include <concepts>
#include <coroutine>
#include <memory>
#include <type_traits>
#include <utility>

#include "coroutines/primitives/event_loop.hpp"
#include "coroutines/primitives/external_work.hpp"
#include "coroutines/primitives/readiness.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

/// A pool whose futures are brought forward by whoever waits, as that of processes: it says when
/// there is something to do, and does it.
template <typename P>
concept DrivenPool = requires(P& pool) {
    { pool.descriptor() } -> std::same_as<int>;
    pool.progress();
};

namespace detail {

/// Waits until the future of a job that runs in some other thread is done. In the frame of the
/// coroutine that submitted the job: it does not die before the job has ended, or was called off.
template <typename Future>
class EndOfJob {
public:
    explicit EndOfJob(Future& future)
        : future_{future}, work_{std::make_shared<ExternalWork>(EventLoop::current())} {
        future_.add_done_callback([work = work_](const auto&) { ExternalWork::finish(work); });
    }
    EndOfJob(const EndOfJob&) = delete;
    EndOfJob& operator=(const EndOfJob&) = delete;
    ~EndOfJob() {
        if (!future_.done() && !future_.cancel()) work_->wait_until_finished();
    }

    auto operator co_await() const noexcept { return Awaiter{future_, *work_}; }

private:
    struct Awaiter {
        Awaiter(const Future& awaited, ExternalWork& elsewhere) noexcept
            : future{awaited}, work{elsewhere} {}
        Awaiter(const Awaiter&) = delete;
        Awaiter& operator=(const Awaiter&) = delete;
        ~Awaiter() { work.wake_nobody(); }

        bool await_ready() const { return future.done(); }
        template <typename Promise>
        void await_suspend(std::coroutine_handle<Promise> self) {
            self.promise().suspend();
            work.wake_when_finished(self.promise());
            has_waited = true;
        }
        void await_resume() const {
            work.wake_nobody();
            if (has_waited) EventLoop::current().resumed().resume();
        }

        const Future& future;
        ExternalWork& work;
        bool has_waited = false;
    };

    Future& future_;
    const std::shared_ptr<ExternalWork> work_;
};

/// Calls off the job of a future, if it has not begun, when it dies.
template <typename Future>
struct CallOff {
    explicit CallOff(Future& of) noexcept : future{of} {}
    CallOff(const CallOff&) = delete;
    CallOff& operator=(const CallOff&) = delete;
    ~CallOff() { future.cancel(); }
    Future& future;
};

/// Waits until a driven pool has something to say, or another one who drives it has heard that
/// the future is done. (Then nothing more may be said.)
struct PoolSpeaks : DescriptorReady {
    PoolSpeaks(int watched, PromiseBase*& noted) noexcept
        : DescriptorReady{watched, {.read = true}}, waiting{noted} {}
    PoolSpeaks(const PoolSpeaks&) = delete;
    PoolSpeaks& operator=(const PoolSpeaks&) = delete;
    ~PoolSpeaks() { waiting = nullptr; }

    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) {
        DescriptorReady::await_suspend(self);
        waiting = &self.promise();
    }
    void await_resume() {
        waiting = nullptr;
        DescriptorReady::await_resume();
    }

    PromiseBase*& waiting;  // null while nobody waits
};

/// For pools of processes: brings the pool forward whenever it has something to say.
template <typename Pool, typename Future>
Task<> drive_until_done(Pool& pool, Future& future) {
    const CallOff call_off{future};
    const auto waiting = std::make_shared<PromiseBase*>(nullptr);
    future.add_done_callback([waiting](const auto&) {
        if (*waiting != nullptr) (*waiting)->wake();
    });
    bool is_cancelled = false;
    while (!future.done()) {
        try {
            co_await PoolSpeaks{pool.descriptor(), *waiting};
            pool.progress();
        } catch (const Cancelled&) {
            is_cancelled = true;
            future.cancel();
        }
    }
    if (is_cancelled) throw Cancelled{};
}

/// For pools of threads.
template <typename Future>
Task<> wait_until_done(Future& future) {
    const EndOfJob end_of_job{future};
    bool is_cancelled = false;
    while (!future.done()) {
        try {
            co_await end_of_job;
        } catch (const Cancelled&) {
            is_cancelled = true;
            future.cancel();
        }
    }
    if (is_cancelled) throw Cancelled{};
}

}  // namespace detail

/// Submits `function(arguments...)` to `pool`, whose threads or processes run it while the loop
/// goes on. What it returns or throws comes out here.
///
/// If this is cancelled, a job that has begun is waited for all the same, and one that has not is
/// called off; then Cancelled is thrown. If this is destroyed meanwhile, with its task, group or
/// loop, a job that has not begun is called off, too, and one that runs in a thread is waited for,
/// which blocks this thread: nothing that the job uses dies before it. (A job in a process has
/// memory of its own, and goes on until the pool ends.) Requires: `pool` lives until then.
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
