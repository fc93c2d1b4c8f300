/// Waiting for the clock, or for nothing but one's next turn.
#pragma once

#include <chrono>
#include <coroutine>

#include "coroutines/primitives/event_loop.hpp"
#include "coroutines/primitives/saturated.hpp"

namespace triptych::coroutines {

namespace detail {

/// It lies in the frame of whoever sleeps, of whom there may be a million: packed, for then there
/// is no room lost before it, which is the last to need more than a byte.
struct [[gnu::packed]] Sleep {
    explicit Sleep(Clock::time_point time) noexcept : due{time.time_since_epoch().count()} {}

    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) {
        const Clock::rep time = due;  // by value: what is packed can have no reference
        self.promise().suspend_until(Clock::time_point{Clock::duration{time}});
        EventLoop::current().sleep(self.promise());
    }
    void await_resume() const { EventLoop::current().resumed().resume(); }

    Clock::rep due;
};

/// The same, but from the co_await on.
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

/// co_await sleep_until(t): lets others run, at least until `t`, of any unit. (By reference, for
/// what is passed by value is kept in the caller's frame until it wakes.)
template <typename Duration>
[[nodiscard]] auto sleep_until(const std::chrono::time_point<Clock, Duration>& due) {
    return detail::Sleep{Clock::time_point{detail::saturated(due.time_since_epoch())}};
}

/// co_await sleep_for(d): lets others run, for at least `d` from then on. Of any unit: 10ms, 0.01s;
/// what is longer than the clock can tell is for ever. Throws std::invalid_argument if it is not a
/// number.
template <typename Number, typename Period>
[[nodiscard]] auto sleep_for(const std::chrono::duration<Number, Period>& duration) {
    return detail::SleepFor{detail::saturated(duration)};
}

/// co_await yield(): lets every other ready coroutine run first.
[[nodiscard]] inline auto yield() {
    return detail::Yield{};
}

}  // namespace triptych::coroutines
