/// The event loop: schedules the coroutines of one thread. Some are ready to run, some sleep, and
/// some wait for a file descriptor.
///
/// Concepts: event loop, cooperative, fairness, trampoline, symmetric transfer
#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <type_traits>
#include <vector>

#include "coroutines/primitives/callbacks.hpp"
#include "coroutines/primitives/chain.hpp"
#include "coroutines/primitives/misuse.hpp"
#include "coroutines/primitives/poller.hpp"
#include "coroutines/primitives/saturated.hpp"
#include "coroutines/primitives/spawned_tasks.hpp"
#include "coroutines/primitives/threadsafe_calls.hpp"
#include "coroutines/primitives/timers.hpp"
#include "coroutines/primitives/traced.hpp"
#include "coroutines/primitives/watched_descriptors.hpp"

namespace triptych::coroutines {

class EventLoop;

namespace detail {

inline constinit thread_local EventLoop* loop_of_this_thread = nullptr;  // the current one
inline constinit thread_local EventLoop* newest_loop_of_this_thread = nullptr;

}  // namespace detail

/// Runs one coroutine at a time, each until it suspends, in the order in which they became ready
/// (first in, first out). Only the loop resumes coroutines, so their stack frames never nest.
///
/// Thread safety: one loop belongs to one thread. Other threads may call only
/// call_soon_threadsafe(). Each thread may have a loop of its own.
class EventLoop : public Traced {
public:
    /// The new loop becomes the current loop of this thread, until it is destroyed or a newer one
    /// is created. While a loop runs, it is the current one in any case. Throws std::system_error
    /// if the kernel does not support the backend, or has no free descriptor.
    explicit EventLoop(Backend backend = default_backend());
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    /// Destroys the created tasks that have not ended, each where it is suspended; Cancelled is
    /// thrown in tasks that wait for them. If such a task has a job running in another thread,
    /// blocks until that job has ended (see offload()). Callbacks that have not been called never
    /// are.
    ///
    /// The loops of a thread may be destroyed in any order; the newest of those that remain becomes
    /// the current one. Requires: the loop is not running.
    ~EventLoop();

    /// The current loop of this thread. Requires: exists().
    static EventLoop& current() noexcept { return *detail::loop_of_this_thread; }
    static bool exists() noexcept { return detail::loop_of_this_thread != nullptr; }

    /// The same for callers that may be no task: throws std::logic_error if there is none.
    static EventLoop& require_current() {
        if (!exists()) [[unlikely]]
            detail::throw_no_loop();
        return current();
    }

    /// Returns whether `loop` is one of this thread's loops and has not been destroyed; false for
    /// null. For awaiters that may outlive their loop.
    static bool is_alive(const EventLoop* loop) noexcept;

    // --- for the awaiters --------------------------------------------------------------------

    /// `one` begins in the next turn, before the coroutines that are ready by then.
    void begin(PromiseBase& one) noexcept {
        one.await_first_turn();
        beginning_.push_back(one);
        trace_begins(one, false);
    }

    /// `one` runs after all coroutines that are ready now have had their turn.
    void post(PromiseBase& one) noexcept { ready_.push_back(one); }

    /// `one`, which waits for a timer, is woken when the timer is due, or as soon after as the loop
    /// looks at its timers.
    void sleep(PromiseBase& one) noexcept {
        asleep_.push(one);
        trace_waits(one, WaitsFor::time, nullptr);
    }

    /// `one` is woken when `descriptor` has that readiness. Throws std::system_error.
    void watch(int descriptor, Readiness readiness, PromiseBase& one) {
        watched_.add(descriptor, readiness, one);
        trace_waits(one, WaitsFor::descriptor, nullptr);
    }

    /// One waiter fewer for `descriptor`: the kernel stops watching it, unless other tasks still
    /// wait.
    void unwatch(int descriptor) noexcept { watched_.update(descriptor); }

    /// The coroutine that the loop resumed last: for await_resume(), if the awaiter has waited.
    PromiseBase& resumed() noexcept { return *resumed_; }

    /// `coroutine` runs as soon as the present one suspends, before all that are ready: this is how
    /// a task calls another, and returns. The requests are a stack: the last one runs first.
    void run_next(std::coroutine_handle<> coroutine) { next_.push_back(coroutine); }

    /// Announces that another thread will use call_soon_threadsafe(): run() does not return before
    /// each call of add_external_work() has its call of external_work_done().
    void add_external_work() noexcept { threadsafe_calls_->add_external_work(); }
    void external_work_done() noexcept { threadsafe_calls_->external_work_done(); }

    // --- for all users -----------------------------------------------------------------------

    /// The loop calls `callback()` in its next turn, before the tasks of that turn run; several
    /// callbacks in the order of these calls.
    template <typename Callback>
    Handle call_soon(Callback callback) {
        static_assert(
            !requires { typename std::invoke_result_t<Callback&>::promise_type; },
            "a callback is not awaited: for a task there is create_task()");
        return callbacks_.add(std::move(callback));
    }

    /// The same, in one of the next turns; any thread may call this. Requires: the loop lives until
    /// this returns. (If that is not certain, keep threadsafe_calls(): after the loop has ended,
    /// its call_soon() returns false.)
    bool call_soon_threadsafe(std::function<void()> callback) {
        return threadsafe_calls_->call_soon(std::move(callback));
    }

    /// How other threads reach the loop. It may outlive the loop.
    const std::shared_ptr<ThreadsafeCalls>& threadsafe_calls() const noexcept {
        return threadsafe_calls_;
    }

    /// If a callback throws, the loop calls `handler(error)`. Without a handler, run() throws the
    /// error, and may be called again: no other work is lost. (asyncio logs the error, and goes
    /// on.)
    void set_exception_handler(std::function<void(std::exception_ptr)> handler) {
        callbacks_.set_exception_handler(std::move(handler));
    }

    /// Returns when no coroutine is ready, sleeps, waits for another thread, or waits for a
    /// descriptor; or after the turn in which stop() was called. Throws std::logic_error, and does
    /// nothing else, if this loop is already running: a task must await, and not run its own loop.
    /// (It may create another loop, and run that.) The same holds for run_forever(), close() and
    /// run_until_complete().
    void run();

    void run_forever();  // returns only after the turn in which stop() was called

    /// Runs until `is_over()` returns true, or the loop has no work left, or `due` has come. stop()
    /// does not end it. If a callback throws and no exception handler takes the error, goes on;
    /// returns the first such error, or null.
    std::exception_ptr run_until(const std::function<bool()>& is_over, Clock::time_point due);

    void require_idle() const;  // throws std::logic_error if the loop is running

    /// Ends run() or run_forever() after this turn; or the next one at once, if neither is running.
    void stop() noexcept { stopped_ = true; }

    /// Returns how many tasks of create_task() have not ended.
    std::size_t pending_tasks() const noexcept { return tasks_.count(); }

    /// How long close() waits for tasks that do not end although they were cancelled.
    static constexpr Clock::duration patience = std::chrono::seconds{5};

    /// Cancels all tasks of create_task(), each once, and runs until they have ended; then does the
    /// same with the tasks that these have created. A task that catches Cancelled may await what it
    /// needs to clean up. Two kinds of tasks stay suspended until the loop is destroyed: tasks that
    /// wait for something that nothing can bring about, and, after `longest`, all that have not
    /// ended. A job in another thread is waited for as long, and then by the destructor.
    ///
    /// If a callback throws and no exception handler takes the error, does the rest all the same,
    /// and then throws the first such error.
    template <typename Number, typename Period>
    void close(std::chrono::duration<Number, Period> longest) {
        close_until(time_after(longest));
    }
    void close() { close(patience); }

    /// Returns whether run() would have anything to do, or to wait for.
    bool has_work();

    /// For create_task(): owns `task` until forget(task).
    void keep(detail::Spawned& task) noexcept { tasks_.add(task); }
    void forget(detail::Spawned& task) noexcept { tasks_.remove(task); }

private:
    class Running;
    void close_until(Clock::time_point due);
    void turn();
    void poll();
    void take_threadsafe_calls();
    void wake_sleepers();
    bool has_ready() const noexcept;
    void run_ready();
    void run_now(PromiseBase& one);

    EventLoop* older_;  // this thread's next older loop that still exists; may be null
    const std::unique_ptr<Poller> poller_;
    const std::shared_ptr<ThreadsafeCalls> threadsafe_calls_;

    detail::WatchedDescriptors watched_;
    Timers asleep_;
    detail::Callbacks callbacks_;
    detail::SpawnedTasks tasks_;
    IntrusiveList<PromiseBase> ready_;
    IntrusiveList<PromiseBase> beginning_;
    PromiseBase* resumed_ = nullptr;             // the one that had its turn last
    std::vector<std::coroutine_handle<>> next_;  // a stack; empty between turns
    bool stopped_ = false;
    bool runs_ = false;
    Clock::time_point run_until_due_ = Clock::time_point::max();
};

inline void PromiseBase::wake() noexcept {
    if (state() == State::waiting) wait_.change(State::active);
    if (state() >= State::asleep) set(State::active, parent_->chain);
    unlink();
    // Without a loop, a TaskGroup has outlived it and is about to destroy this task.
    if (!EventLoop::exists()) [[unlikely]]
        return;
    EventLoop& loop = EventLoop::current();
    loop.post(*this);
    loop.trace_woken(*this);
}

inline void PromiseBase::wake_next() noexcept {
    unlink();
    EventLoop& loop = EventLoop::current();
    loop.run_next(coroutine());
    loop.trace_woken(*this);
    loop.trace_runs(*this);
}

inline void PromiseBase::suspend_ready() {
    if (!is_just(State::active)) return suspend_chain_ready();
    EventLoop::current().post(*this);
}

}  // namespace triptych::coroutines
