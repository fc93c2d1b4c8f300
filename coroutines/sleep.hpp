/// Waiting for the clock, or for nothing but one's next turn.
#pragma once

#include <coroutine>

#include "coroutines/event_loop.hpp"

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

struct Yield {
    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    [[gnu::always_inline]] void await_suspend(std::coroutine_handle<Promise> self) const {
        self.promise().suspend_ready();
    }
    [[gnu::always_inline]] void await_resume() const { EventLoop::current().resumed().resume(); }
};

}  // namespace detail

/// co_await sleep_until(t): lets others run, at least until `t`. (By reference, for what is passed
/// by value is kept in the caller's frame until it wakes.)
[[nodiscard]] inline auto sleep_until(const Clock::time_point& due) {
    return detail::Sleep{due};
}

/// The time that is `duration` from now; the last of all times, if that is later than can be told.
template <typename Number, typename Period>
Clock::time_point time_after(const std::chrono::duration<Number, Period>& duration) {
    const auto now = Clock::now();
    const bool is_for_ever = duration > Clock::time_point::max() - now;
    return is_for_ever ? Clock::time_point::max() : now + duration;
}

/// co_await sleep_for(d): lets others run, for at least `d`.
template <typename Number, typename Period>
[[nodiscard]] auto sleep_for(const std::chrono::duration<Number, Period>& duration) {
    return detail::Sleep{time_after(duration)};
}

/// co_await yield(): lets every other ready coroutine run first.
[[nodiscard]] inline auto yield() {
    return detail::Yield{};
}

}  // namespace triptych::coroutines
