/// The scheduler: coroutines that are ready to run, those that sleep, and those that wait for a
/// descriptor.
///
/// Concepts: event loop, cooperative, fairness, trampoline, symmetric transfer
#pragma once

#include <atomic>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "common/descriptor.hpp"
#include "coroutines/callback.hpp"
#include "coroutines/chain.hpp"
#include "coroutines/poller.hpp"
#include "coroutines/timers.hpp"
#include "coroutines/tracer.hpp"

namespace triptych::coroutines {

class EventLoop;

namespace detail {

inline constinit thread_local EventLoop* loop_of_this_thread = nullptr;

/// A task that runs by itself, and whoever keeps it until it has ended.
struct Spawned : Links, Parent {
    virtual void cancel() noexcept = 0;
    /// Destroys it where it is; whoever waits for it finds Cancelled.
    virtual void drop() noexcept = 0;

protected:
    ~Spawned() = default;
};

}  // namespace detail

/// Runs one coroutine at a time, each until it suspends, in the order in which they became
/// ready. Nothing else resumes a coroutine, so stacks never nest.
///
/// One loop, one thread: no member but call_soon_threadsafe() may be called from any other. Each
/// thread may have a loop of its own.
class EventLoop {
public:
    /// It is the current loop of this thread until it dies; then the one before is, again.
    /// Throws std::system_error if the kernel refuses the backend, or a descriptor.
    explicit EventLoop(Backend backend = default_backend());
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;
    ~EventLoop();

    /// The loop of this thread. Requires: there is one.
    static EventLoop& current() noexcept { return *detail::loop_of_this_thread; }

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

    /// Somebody who waited for `descriptor` has been called away: the kernel forgets it, but for
    /// the others who wait. Throws std::system_error.
    void unwatch(int descriptor);

    /// The one that goes on now: for await_resume(), if it has waited.
    PromiseBase& resumed() noexcept { return *resumed_; }

    /// `coroutine` runs as soon as the one that runs now suspends, before all that are ready: a
    /// call or a return. Of several, the last one asked for is the first to run.
    void run_next(std::coroutine_handle<> coroutine) { next_.push_back(coroutine); }

    /// It is told to whoever looks on.
    void trace_woken(PromiseBase& one) const noexcept {
        if (tracer_ != nullptr) [[unlikely]]
            tracer_->woken(one.chain());
    }
    void trace_future_set() const noexcept {
        if (tracer_ != nullptr) tracer_->future_set();
    }

    /// Somebody will come back by call_soon_threadsafe(): run() waits for as many calls of
    /// come_back() as there were of leave().
    void leave() noexcept { ++outside_; }
    void come_back() noexcept { --outside_; }

    // --- for everybody ------------------------------------------------------------------------

    /// `callback()` is called in the next turn, before any task has its turn there; of several
    /// callbacks, in the order of asking.
    template <typename Callback>
    Handle call_soon(Callback callback) {
        const boost::intrusive_ptr<detail::Callback> called{
            new detail::CallbackOf<Callback>{std::move(callback)}};
        keep(called);
        return Handle{called};
    }

    /// Any thread: the same, in one of the next turns. Requires: the loop lives until this returns.
    void call_soon_threadsafe(std::function<void()> callback);

    /// `handler(error)` is called with what a callback throws. Without one, that comes out of
    /// run(), which may be called again: nothing else is lost. (asyncio would log it, and go on.)
    void set_exception_handler(std::function<void(std::exception_ptr)> handler) {
        exception_handler_ = std::move(handler);
    }

    /// `tracer` is told what happens from now on, until it is set to null. It must live as long.
    void set_tracer(Tracer* tracer) noexcept { tracer_ = tracer; }

    /// Returns once nothing is ready, asleep, outside, or waiting for a descriptor; or after the
    /// turn in which stop() was called.
    void run();

    /// Returns only after the turn in which stop() was called.
    void run_forever();

    /// Ends run() or run_forever(), or the next one if none is under way.
    void stop() noexcept { stopped_ = true; }

    /// How many tasks have been created by create_task() and have not ended.
    std::size_t pending_tasks() const noexcept { return pending_; }

    /// Cancels these tasks, and runs until they have ended; then those that they have created.
    /// Those that wait all the same for what nobody will bring about are left.
    void close();

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
    struct Watched {
        Line<PromiseBase> readers;
        Line<PromiseBase> writers;

        Readiness wanted() const noexcept { return {!readers.empty(), !writers.empty()}; }
    };

    void keep(const boost::intrusive_ptr<detail::Callback>& callback) noexcept {
        boost::intrusive_ptr{callback}.detach();  // the line owns it
        callbacks_.push_back(*callback);
    }
    bool is_anybody_watching() const noexcept;
    void turn();
    void poll();
    void take_calls();
    void wake_sleepers();
    bool is_anybody_ready() const noexcept {
        return !ready_.empty() || !beginning_.empty() || !callbacks_.empty();
    }
    void make_calls();
    void call_next(Line<detail::Callback>& callbacks);
    void run_ready();
    void run_now(PromiseBase& one);

    EventLoop* const outer_;  // null if this thread had none
    const std::unique_ptr<Poller> poller_;
    const Descriptor bell_;  // an eventfd: readable when calls_ has become longer than nothing

    std::unordered_map<int, Watched> watched_;
    Timers asleep_;
    Line<detail::Callback> callbacks_;                           // which it owns
    std::function<void(std::exception_ptr)> exception_handler_;  // may be empty
    Tracer* tracer_ = nullptr;                                   // null: nobody looks on
    Line<PromiseBase> ready_;
    Line<PromiseBase> beginning_;
    PromiseBase* resumed_ = nullptr;             // the last whose turn it was
    std::vector<std::coroutine_handle<>> next_;  // a stack; empty while waiting
    std::size_t outside_ = 0;                    // left, and not yet come back
    Line<detail::Spawned> tasks_;
    Line<detail::Spawned> cancelled_;  // those of the tasks that close() waits for
    std::size_t pending_ = 0;          // how many are in both
    bool stopped_ = false;

    std::mutex mutex_;
    std::vector<std::function<void()>> calls_;  // guarded by mutex_
    std::atomic<bool> called_ = false;          // calls_ is not empty
};

inline void PromiseBase::wake() noexcept {
    if (state() == State::waiting) change(State::active);
    if (state() == State::asleep) set(State::active, parent_->chain);
    unlink();
    EventLoop& loop = EventLoop::current();
    loop.post(*this);
    loop.trace_woken(*this);
}

inline void PromiseBase::suspend_ready() {
    if (!is_just(State::active)) return suspend_chain_ready();
    EventLoop::current().post(*this);
}

}  // namespace triptych::coroutines
