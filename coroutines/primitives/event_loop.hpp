/// The scheduler: coroutines that are ready to run, those that sleep, and those that wait for a
/// descriptor.
///
/// Concepts: event loop, cooperative, fairness, trampoline, symmetric transfer
#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "coroutines/primitives/callback.hpp"
#include "coroutines/primitives/chain.hpp"
#include "coroutines/primitives/poller.hpp"
#include "coroutines/primitives/spawned.hpp"
#include "coroutines/primitives/threadsafe_calls.hpp"
#include "coroutines/primitives/timers.hpp"
#include "coroutines/primitives/tracer.hpp"

namespace triptych::coroutines {

class EventLoop;

namespace detail {

inline constinit thread_local EventLoop* loop_of_this_thread = nullptr;  // the current one
inline constinit thread_local EventLoop* newest_loop_of_this_thread = nullptr;

}  // namespace detail

/// Runs one coroutine at a time, each until it suspends, in the order in which they became
/// ready. Nothing else resumes a coroutine, so stacks never nest.
///
/// One loop, one thread: no member but call_soon_threadsafe() may be called from any other. Each
/// thread may have a loop of its own.
class EventLoop {
public:
    /// It is the current loop of this thread until it dies, or a newer one is made; while it runs
    /// it is in any case. Throws std::system_error if the kernel refuses the backend, or a
    /// descriptor.
    explicit EventLoop(Backend backend = default_backend());
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    /// The loops of a thread may die in any order: of those that are left, the newest is current.
    ///
    /// Destroys the created tasks that have not ended, each where it waits; who waits for one finds
    /// Cancelled. A job that such a task has running in another thread is waited for, which blocks
    /// (see offload()). Callbacks that were not called never are. Requires: it does not run.
    ~EventLoop();

    /// The loop of this thread. Requires: one exists().
    static EventLoop& current() noexcept { return *detail::loop_of_this_thread; }
    static bool exists() noexcept { return detail::loop_of_this_thread != nullptr; }

    /// Whether it is one of this thread's loops: for those who may outlive theirs. Null is none.
    static bool is_alive(const EventLoop* loop) noexcept;

    // --- for awaiters -------------------------------------------------------------------------

    /// `one` begins in the next turn, before those that are ready by then.
    void begin(PromiseBase& one) noexcept {
        one.await_first_turn();
        beginning_.push_back(one);
    }

    /// `one` runs when all that are ready by now have had their turn.
    void post(PromiseBase& one) noexcept { ready_.push_back(one); }

    /// `one`, which waits for a timer, is woken when that is due, or as soon after as the loop
    /// gets to it.
    void sleep(PromiseBase& one) noexcept { asleep_.push(one); }

    /// `one` is woken when `descriptor` is ready for that. Throws std::system_error.
    void watch(int descriptor, Readiness readiness, PromiseBase& one);

    /// Somebody does not wait for `descriptor` any more: the kernel forgets it, but for the others
    /// who wait.
    void unwatch(int descriptor) noexcept;

    /// The one that goes on now: for await_resume(), if it has waited.
    PromiseBase& resumed() noexcept { return *resumed_; }

    /// `coroutine` runs as soon as the one that runs now suspends, before all that are ready: a
    /// call or a return. Of several, the last one asked for is the first to run.
    void run_next(std::coroutine_handle<> coroutine) { next_.push_back(coroutine); }

    void trace_woken(PromiseBase& one) const noexcept {
        if (tracer_ != nullptr) [[unlikely]]
            tracer_->woken(one.chain());
    }
    void trace_runs(PromiseBase& one) const noexcept {
        if (tracer_ != nullptr) [[unlikely]]
            tracer_->runs(one.chain());
    }
    void trace_future_set() const noexcept {
        if (tracer_ != nullptr) tracer_->future_set();
    }

    /// Somebody will come back by call_soon_threadsafe(): run() waits for as many calls of
    /// external_work_done() as there were of add_external_work().
    void leave() noexcept { threadsafe_calls_->add_external_work(); }
    void external_work_done() noexcept { threadsafe_calls_->external_work_done(); }

    // --- for everybody ------------------------------------------------------------------------

    /// `callback()` is called in the next turn, before any task has its turn there; of several
    /// callbacks, in the order of asking.
    template <typename Callback>
    Handle call_soon(Callback callback) {
        static_assert(
            !requires { typename std::invoke_result_t<Callback&>::promise_type; },
            "a callback is not awaited: for a task there is create_task()");
        const boost::intrusive_ptr<detail::Callback> called{
            new detail::CallbackOf<Callback>{std::move(callback)}};
        keep(called);
        return Handle{called};
    }

    /// Any thread: the same, in one of the next turns. Requires: the loop lives until this returns.
    /// (Who cannot know that keeps threadsafe_calls(), which refuse when the loop has ended.)
    bool call_soon_threadsafe(std::function<void()> callback) {
        return threadsafe_calls_->call_soon(std::move(callback));
    }

    /// What other threads reach the loop by, and may keep although the loop ends.
    const std::shared_ptr<ThreadsafeCalls>& threadsafe_calls() const noexcept {
        return threadsafe_calls_;
    }

    /// `handler(error)` is called with what a callback throws. Without one, that comes out of
    /// run(), which may be called again: nothing else is lost. (asyncio would log it, and go on.)
    void set_exception_handler(std::function<void(std::exception_ptr)> handler) {
        exception_handler_ = std::move(handler);
    }

    /// `tracer` is told what happens from now on, until it is set to null. It must live as long.
    void set_tracer(Tracer* tracer) noexcept { tracer_ = tracer; }

    /// Returns once nothing is ready, asleep, outside, or waiting for a descriptor; or after the
    /// turn in which stop() was called. Throws std::logic_error, and does nothing, if this loop
    /// runs already: a task awaits, and does not run its own loop. (It may make another loop, and
    /// run that.) The same holds for run_forever(), close() and run_until_complete().
    void run();

    void run_forever();  // returns only after the turn in which stop() was called

    /// Runs until `is_over()`, or until run() would return for want of anything to do, or until
    /// `due`. Does not end on stop(). What callbacks throw meanwhile, and no exception handler
    /// takes, does not end it: returns the first such error, null if there was none.
    std::exception_ptr run_until(const std::function<bool()>& is_over, Clock::time_point due);

    void require_idle() const;  // throws std::logic_error if it runs

    /// Ends run() or run_forever(), or the next one if none is under way.
    void stop() noexcept { stopped_ = true; }

    /// How many tasks have been created by create_task() and have not ended.
    std::size_t pending_tasks() const noexcept { return pending_; }

    /// How long close() waits for tasks that go on although they were cancelled.
    static constexpr Clock::duration patience = std::chrono::seconds{5};

    /// Cancels these tasks, each once, and runs until they have ended; then those that they have
    /// created meanwhile. So a task that catches Cancelled may tidy up, and await what it needs for
    /// that. Left where they are, until the loop is destroyed: tasks that then wait for what nobody
    /// will bring about, and after `longest` all that have not ended. A job that runs in another
    /// thread is waited for as long, and by the destructor.
    ///
    /// If a callback throws meanwhile, the rest is done all the same; then throws the first error,
    /// unless an exception handler took it.
    void close(Clock::duration longest = patience);

    /// Whether run() would have anything to do, or to wait for.
    bool is_anybody_left();

    /// For create_task(): keeps `task` until it is told to forget it.
    void keep(detail::Spawned& task) noexcept {
        tasks_.push_back(task);
        ++pending_;
    }
    void forget(detail::Spawned& task) noexcept {
        task.unlink();
        --pending_;
    }

private:
    class Running;
    struct Watched {
        IntrusiveList<PromiseBase> readers;
        IntrusiveList<PromiseBase> writers;
        Readiness asked;  // what the kernel watches it for

        Readiness wanted() const noexcept { return {!readers.empty(), !writers.empty()}; }
    };

    void keep(const boost::intrusive_ptr<detail::Callback>& callback) noexcept {
        boost::intrusive_ptr{callback}.detach();  // the line owns it
        callbacks_.push_back(*callback);
    }
    bool is_anybody_watching() const noexcept;
    void report(std::exception_ptr error);
    void turn();
    void poll();
    void take_calls();
    void wake_sleepers();
    bool is_anybody_ready() const noexcept {
        return !ready_.empty() || !beginning_.empty() || !callbacks_.empty();
    }
    void make_calls();
    void call_next(IntrusiveList<detail::Callback>& callbacks);
    void run_ready();
    void run_now(PromiseBase& one);

    EventLoop* older_;  // the one that this thread made before, of those that live; may be null
    const std::unique_ptr<Poller> poller_;
    const std::shared_ptr<ThreadsafeCalls> threadsafe_calls_;

    std::unordered_map<int, Watched> watched_;
    Timers asleep_;
    IntrusiveList<detail::Callback> callbacks_;                  // which it owns
    std::function<void(std::exception_ptr)> exception_handler_;  // may be empty
    Tracer* tracer_ = nullptr;                                   // null: nobody looks on
    IntrusiveList<PromiseBase> ready_;
    IntrusiveList<PromiseBase> beginning_;
    PromiseBase* resumed_ = nullptr;             // the last whose turn it was
    std::vector<std::coroutine_handle<>> next_;  // a stack; empty while waiting
    IntrusiveList<detail::Spawned> tasks_;
    IntrusiveList<detail::Spawned> cancelled_;  // those of the tasks that close() waits for
    std::size_t pending_ = 0;                   // how many are in both
    bool stopped_ = false;
    bool runs_ = false;
    bool keeps_errors_ = false;  // in run_until(): of what callbacks throw, the first is kept
    std::exception_ptr kept_error_;
    Clock::time_point run_until_due_ = Clock::time_point::max();
};

inline void PromiseBase::wake() noexcept {
    if (state() == State::waiting) wait_.change(State::active);
    if (state() >= State::asleep) set(State::active, parent_->chain);
    unlink();
    // Without a loop: it has ended before the group of this task, which is about to destroy it.
    if (!EventLoop::exists()) [[unlikely]]
        return;
    EventLoop& loop = EventLoop::current();
    loop.post(*this);
    loop.trace_woken(*this);
}

inline void PromiseBase::go_on() noexcept {
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
