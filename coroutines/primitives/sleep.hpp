/// sleep_for(), sleep_until() and yield(): waiting for a time, or only for the next turn.
#pragma once

#include <chrono>
#include <coroutine>

#include "coroutines/primitives/event_loop.hpp"
#include "coroutines/primitives/saturated.hpp"

namespace triptych::coroutines {

namespace detail {

/// This awaiter lies in the frame of the sleeping coroutine, and there may be a million of those.
/// It is packed, so that the compiler adds no padding before it: the members of a frame before it
/// may be single bytes.
struct [[gnu::packed]] Sleep {
    explicit Sleep(Clock::time_point time) noexcept : due{time.time_since_epoch().count()} {}

    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) {
        const Clock::rep time = due;  // a copy: no reference may bind to a packed member
        self.promise().suspend_until(Clock::time_point{Clock::duration{time}});
        EventLoop::current().sleep(self.promise());
    }
    void await_resume() const { EventLoop::current().resumed().resume(); }

    Clock::rep due;
};

/// The same, for a duration that starts at the co_await.
struct [[gnu::packed]] SleepFor {
    explicit SleepFor(Clock::duration wait) noexcept : duration{wait.count()} {}

    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) {
        const Clock::rep wait = duration;
        self.promise().suspend_until(time_after(Clock::duration{wait}));
        EventLoop::current().sleep(self.promise());
    }
    void await_resume() const { EventLoop::current().resumed().resume(); }

    Clock::rep duration;
};

struct Yield {
    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    [[gnu::always_inline]] void await_suspend(std::coroutine_handle<Promise> self) const {
        self.promise().suspend_ready();
    }
    [[gnu::always_inline]] void await_resume() const { EventLoop::current().resumed().resume(); }
};

}  // namespace detail

/// co_await sleep_until(t): suspends the coroutine until `t` (in any unit) or a little later;
/// others run meanwhile. (By reference, because a parameter by value would stay in the caller's
/// frame while it sleeps.)
template <typename Duration>
[[nodiscard]] auto sleep_until(const std::chrono::time_point<Clock, Duration>& due) {
    return detail::Sleep{Clock::time_point{detail::saturated(due.time_since_epoch())}};
}

/// co_await sleep_for(d): suspends the coroutine for `d` or a little longer; others run meanwhile.
/// `d` is in any unit (10ms, 0.01s). A duration that is too long for the clock means for ever.
/// Throws std::invalid_argument if it is not a number (NaN).
template <typename Number, typename Period>
[[nodiscard]] auto sleep_for(const std::chrono::duration<Number, Period>& duration) {
    return detail::SleepFor{detail::saturated(duration)};
}

/// co_await yield(): lets every other coroutine that is ready run first.
[[nodiscard]] inline auto yield() {
    return detail::Yield{};
}

}  // namespace triptych::coroutines
