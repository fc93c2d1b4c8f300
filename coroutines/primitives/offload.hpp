/// offload(): runs a blocking call in another thread: the counterpart of asyncio.to_thread.
///
/// Concepts: blocking call
#pragma once

#include <future>
#include <memory>
#include <type_traits>
#include <utility>

#include "common/run_elsewhere.hpp"
#include "coroutines/primitives/event_loop.hpp"
#include "coroutines/primitives/external_work.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

namespace detail {

/// What the executor holds. If the executor destroys the last copy without having run the job, no
/// thread will run it, so the coroutine stops waiting.
class WorkTicket {
public:
    explicit WorkTicket(std::shared_ptr<ExternalWork> work) noexcept : work_{std::move(work)} {}
    WorkTicket(const WorkTicket&) = delete;
    WorkTicket& operator=(const WorkTicket&) = delete;
    ~WorkTicket() { ExternalWork::finish(work_); }

    /// Runs `job`, which must not throw; does nothing if its coroutine has been destroyed.
    template <typename Job>
    void run(Job& job) const {
        if (!work_->begin()) return;
        job();
        ExternalWork::finish(work_);
    }

private:
    const std::shared_ptr<ExternalWork> work_;
};

/// Suspends the coroutine until `executor` has run `job`, which must not throw. A cancellation is
/// delivered only afterwards, because the job uses variables of the coroutine.
template <typename Job>
class RunThere {
public:
    RunThere(const RunElsewhere& executor, Job& job) : executor_{executor}, job_{job} {}
    RunThere(const RunThere&) = delete;
    RunThere& operator=(const RunThere&) = delete;
    ~RunThere() {
        if (work_) work_->abandon();
    }

    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) {
        work_ = std::make_shared<ExternalWork>(EventLoop::current());
        executor_(
            [job = &job_, ticket = std::make_shared<WorkTicket>(work_)] { ticket->run(*job); });
        // Only after the executor has accepted the job: it may throw.
        self.promise().suspend_shielded();
        EventLoop::current().trace_waits(self.promise(), WaitsFor::thread, nullptr);
        work_->wake_when_finished(self.promise());
    }
    void await_resume() const {
        EventLoop::current().resumed().resume();
        if (!work_->was_run()) throw std::future_error{std::future_errc::broken_promise};
    }

private:
    const RunElsewhere& executor_;
    Job& job_;
    std::shared_ptr<ExternalWork> work_;  // null until the coroutine waits
};

}  // namespace detail

/// Runs `function()` in another thread, through `elsewhere`, while the loop runs other tasks.
/// Returns what the function returns, and throws what it throws; std::future_error if `elsewhere`
/// destroys the job without having run it.
///
/// If the caller is cancelled, waits until the function has returned: its result is returned, and
/// Cancelled is thrown at the caller's next suspension point. If the coroutine is dropped (with its
/// task, group or loop), a function that has not begun never does; one that is running blocks this
/// thread until it has returned. So the function may use variables of the coroutine, but must not
/// wait for anything that only this thread can do.
///
/// The coroutine keeps the function. Requires: `elsewhere` lives until it has received the job.
/// (Give a lambda in a co_await expression a name: g++ 12 destroys a temporary twice.)
template <typename Function>
Task<std::invoke_result_t<Function&>> offload(const RunElsewhere& elsewhere, Function function) {
    std::packaged_task<std::invoke_result_t<Function&>()> job{std::ref(function)};
    auto result = job.get_future();
    co_await detail::RunThere{elsewhere, job};
    co_return result.get();
}

}  // namespace triptych::coroutines
