/// Work that would block the loop, done in another thread: what `asyncio.to_thread` is.
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

/// What the executor holds. If it destroys the last copy without having run the job, then nobody
/// will run it, and the coroutine need not wait any longer.
class WorkTicket {
public:
    explicit WorkTicket(std::shared_ptr<ExternalWork> work) noexcept : work_{std::move(work)} {}
    WorkTicket(const WorkTicket&) = delete;
    WorkTicket& operator=(const WorkTicket&) = delete;
    ~WorkTicket() { ExternalWork::finish(work_); }

    /// Runs `job`, which must not throw, unless the coroutine that owns it has gone.
    template <typename Job>
    void run(Job& job) const {
        if (!work_->begin()) return;
        job();
        ExternalWork::finish(work_);
    }

private:
    const std::shared_ptr<ExternalWork> work_;
};

/// Suspends the coroutine until `executor` has run `job`, which must not throw. Cancellation waits
/// until then: the job uses what the coroutine owns.
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
        // Not before the executor has taken the job, for it may throw.
        self.promise().suspend_shielded();
        work_->wake_when_finished(self.promise());
    }
    void await_resume() const {
        EventLoop::current().resumed().resume_shielded();
        if (!work_->was_run()) throw std::future_error{std::future_errc::broken_promise};
    }

private:
    const RunElsewhere& executor_;
    Job& job_;
    std::shared_ptr<ExternalWork> work_;  // null until it waits
};

}  // namespace detail

/// Runs `function()` in another thread, by `elsewhere`, while the loop goes on. What it returns or
/// throws comes out here; std::future_error if `elsewhere` destroys the job without having run it.
///
/// Cancelled while the function runs or is still to run: waits for it all the same, and then throws
/// Cancelled. Destroyed meanwhile, with its task, group or loop: a function that has not begun
/// never does, and one that runs is waited for, which blocks this thread. So the function may use
/// whatever the coroutine owns, but must not wait for anything that this thread has yet to do when
/// the coroutine is destroyed.
///
/// The coroutine keeps the function. Requires: `elsewhere` lives until the job was handed to it. (A
/// lambda in a co_await expression needs a name: g++ 12 destroys a temporary twice.)
template <typename Function>
Task<std::invoke_result_t<Function&>> offload(const RunElsewhere& elsewhere, Function function) {
    std::packaged_task<std::invoke_result_t<Function&>()> job{std::ref(function)};
    auto result = job.get_future();
    co_await detail::RunThere{elsewhere, job};
    co_return result.get();
}

}  // namespace triptych::coroutines
