/// A work-stealing pool: each worker has a queue of its own, and one that has nothing to do steals
/// from the others. A worker that waits for a job helps: so here a job may wait for another one.
///
/// Concepts: thread pool, work stealing, fork-join
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <thread>
#include <utility>
#include <vector>

#include "common/errors.hpp"
#include "common/stealing_crew.hpp"

namespace triptych::threads {

class StealingPool;

namespace detail {

/// A job that a worker or a thief runs. It lies on the stack of the thread that forked it, and that
/// thread waits for it: so nothing is allocated.
struct ForkedJob {
    using Call = void (*)(ForkedJob&);
    static constexpr std::size_t nobody = static_cast<std::size_t>(-1);

    explicit ForkedJob(Call called) noexcept : call{called} {}

    void run() noexcept {
        try {
            call(*this);
        } catch (...) {
            error = std::current_exception();
        }
        is_done.store(true, std::memory_order_release);  // publishes the error and the results
    }

    Call call;
    std::atomic<std::size_t> thief{nobody};  // the worker that runs it, if it was stolen
    std::atomic<bool> is_done{false};
    std::exception_ptr error;  // null unless it has thrown; read when it is done
};

/// The pool is null if the thread is no worker.
struct StealingWorker {
    StealingPool* pool = nullptr;
    std::size_t self = 0;
};
inline constinit thread_local StealingWorker worker_of_this_thread{};

}  // namespace detail

/// Like Java's ForkJoinPool.
///
///     StealingPool pool{workers};
///     pool.run([] {
///         Fork left{[&] { ... }};  // for an idle worker
///         ...                      // this worker goes on
///         left.join();             // runs it here if nobody has taken it
///     });
///
/// Thread safety: run() from one thread at a time; request_stop() from any thread.
class StealingPool {
public:
    /// One of the `workers` is the thread that calls run(), so this starts one thread less. Throws
    /// std::invalid_argument if `workers` is less than 1, and std::system_error if the system
    /// refuses a thread; then it joins those that it has started.
    explicit StealingPool(int workers);

    StealingPool(const StealingPool&) = delete;
    StealingPool& operator=(const StealingPool&) = delete;
    ~StealingPool();

    /// Calls `function()` in this thread, which is worker 0 meanwhile; what it forks, the others
    /// may run. Returns what the function returns, or throws what it throws. When it returns, all
    /// jobs have ended. Throws std::logic_error if the pool has a run already.
    template <typename Function>
    decltype(auto) run(Function function) {
        const Run during{*this};
        return function();
    }

    /// From now on each new Fork throws CancelledError. So the run ends soon: jobs that have begun
    /// end at their next fork, and the others never begin.
    void request_stop() noexcept { is_stopped_.store(true, std::memory_order_relaxed); }

private:
    friend class ForkBase;

    /// For the time of a run, this thread is worker 0.
    class Run {
    public:
        explicit Run(StealingPool& pool)
            : run_{pool.crew_}, before_{detail::worker_of_this_thread} {
            detail::worker_of_this_thread = {&pool, 0};
        }
        Run(const Run&) = delete;
        Run& operator=(const Run&) = delete;
        ~Run() { detail::worker_of_this_thread = before_; }

    private:
        StealingCrew<detail::ForkedJob>::Run run_;
        const detail::StealingWorker before_;
    };

    void work(std::size_t self);

    static void run_stolen(detail::ForkedJob& job, std::size_t thief) noexcept {
        job.thief.store(thief, std::memory_order_relaxed);
        job.run();
    }

    StealingCrew<detail::ForkedJob> crew_;
    std::atomic<bool> is_stopped_{false};
    std::vector<std::jthread> workers_;  // last, so it is destroyed first
};

}  // namespace triptych::threads
