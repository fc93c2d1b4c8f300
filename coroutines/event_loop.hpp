/// The scheduler: a queue of coroutines that are ready to run, and those that sleep.
#pragma once

#include <condition_variable>
#include <coroutine>
#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

#include "coroutines/timers.hpp"

namespace triptych::coroutines {

/// Runs one coroutine at a time, each until it suspends, in the order in which they became
/// ready. Nothing else resumes a coroutine, so stacks never nest.
///
/// One loop, one thread: no member but post_from_outside() may be called from any other.
class EventLoop {
public:
    /// It is the current loop of this thread until it dies; then the one before is, again.
    EventLoop() noexcept;
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;
    ~EventLoop();

    /// The loop of this thread. Requires: there is one.
    static EventLoop& current() noexcept;

    /// `coroutine` runs when all that are ready by now have had their turn.
    void post(std::coroutine_handle<> coroutine) { ready_.push_back(coroutine); }

    /// `coroutine` becomes ready at `due`, or as soon after as the loop gets to it.
    void post_at(Clock::time_point due, std::coroutine_handle<> coroutine) {
        asleep_.push(due, coroutine);
    }

    /// `coroutine` runs as soon as the one that runs now suspends, before all that are ready: a
    /// call or a return. Of several, the last one asked for is the first to run.
    void run_next(std::coroutine_handle<> coroutine) { next_.push_back(coroutine); }

    /// The coroutine that runs now is going to another thread; run() waits for its return.
    void leave() noexcept { ++outside_; }

    /// Any thread: a coroutine that left is ready again.
    void post_from_outside(std::coroutine_handle<> coroutine);

    /// Returns once nothing is ready, nothing is asleep and nothing is outside.
    void run();

private:
    void run_ready();
    void wake_sleepers();
    void wait();
    void welcome_back();

    EventLoop* const outer_;  // null if this thread had none
    std::deque<std::coroutine_handle<>> ready_;
    Timers asleep_;
    std::vector<std::coroutine_handle<>> next_;  // a stack; empty while waiting
    std::size_t outside_ = 0;                    // left, and not yet seen to be back

    std::mutex mutex_;
    std::condition_variable somebody_is_back_;
    std::vector<std::coroutine_handle<>> back_;  // guarded by mutex_
};

/// co_await sleep_for(d): lets others run, for at least `d`.
[[nodiscard]] inline auto sleep_for(Clock::duration duration) {
    struct Sleep : std::suspend_always {
        explicit Sleep(Clock::time_point when) : due{when} {}
        void await_suspend(std::coroutine_handle<> self) const {
            EventLoop::current().post_at(due, self);
        }
        Clock::time_point due;
    };
    return Sleep{Clock::now() + duration};
}

/// co_await yield(): lets every other ready coroutine run first.
[[nodiscard]] inline auto yield() {
    struct Yield : std::suspend_always {
        void await_suspend(std::coroutine_handle<> self) const { EventLoop::current().post(self); }
    };
    return Yield{};
}

}  // namespace triptych::coroutines
