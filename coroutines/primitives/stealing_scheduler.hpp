/// Runs the coroutines of one ForkedTask on several threads, which steal continuations from each
/// other.
///
/// Concepts: work stealing, trampoline
#pragma once

#include <atomic>
#include <coroutine>
#include <cstddef>
#include <deque>
#include <exception>
#include <thread>
#include <utility>
#include <vector>

#include "common/cache_line.hpp"
#include "common/stealing_crew.hpp"

namespace triptych::coroutines {

class ForkScope;
class StealingScheduler;
template <typename T>
class ForkedTask;

namespace detail {

/// One thread of a StealingScheduler.
struct alignas(cache_line) StealingWorker {
    StealingScheduler& scheduler;
    ChaseLevDeque<ForkScope>& deque;
    std::size_t self = 0;
    std::coroutine_handle<> next = nullptr;  // what it resumes next; null if it must steal
};

}  // namespace detail

/// Each worker resumes one coroutine after another, in a loop. A coroutine that suspends has set
/// which one is `next` before. So the stack is never deeper than one coroutine, however deep the
/// recursion is. (Symmetric transfer would do the same, but g++ 12 makes it a nested call without
/// optimisation, and under sanitizers.)
///
/// It is no event loop: a ForkedTask computes, and cannot sleep or wait for input. It runs on any
/// of the threads, and may go on in another one after each co_await.
///
/// Thread safety: run() from one thread at a time; request_stop() from any thread.
class StealingScheduler {
public:
    /// One of the `workers` is the thread that calls run(), so this starts one thread less. Throws
    /// std::invalid_argument if `workers` is less than 1, and std::system_error if the system
    /// refuses a thread; then it joins those that it has started.
    explicit StealingScheduler(int workers);

    StealingScheduler(const StealingScheduler&) = delete;
    StealingScheduler& operator=(const StealingScheduler&) = delete;
    ~StealingScheduler();

    /// Runs `task` and all that it forks. Returns its result, or throws what it throws. When it
    /// returns, all tasks have ended. Throws std::logic_error if there is a run already.
    template <typename T>
    T run(ForkedTask<T> task);

    /// From now on each fork throws Cancelled. So the run ends soon: tasks that have begun end at
    /// their next fork.
    void request_stop() noexcept { is_stopped_.store(true, std::memory_order_relaxed); }
    bool is_stopped() const noexcept { return is_stopped_.load(std::memory_order_relaxed); }

    /// For ForkScope: another worker may go on with this one's continuation.
    void push(detail::StealingWorker& worker, ForkScope& scope) {
        crew_.push(worker.deque, &scope);
    }

    /// For ForkedTask: the task of run() has ended.
    void root_ended() noexcept;

private:
    using Run = StealingCrew<ForkScope>::Run;

    void run(std::coroutine_handle<> root);
    template <typename IsOver>
    void work(detail::StealingWorker& worker, IsOver is_over);

    StealingCrew<ForkScope> crew_;
    std::deque<detail::StealingWorker> workers_;
    std::atomic<bool> is_stopped_{false};
    std::atomic<bool> is_root_done_{false};
    std::vector<std::jthread> threads_;  // last, so it is destroyed first
};

}  // namespace triptych::coroutines
