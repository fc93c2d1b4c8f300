/// The timers of the event loop: which coroutine is to be woken when.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

#include "coroutines/primitives/chain.hpp"

namespace triptych::coroutines {

/// Sleeping coroutines, ordered by the time when they are due; those that are due at the same time,
/// in the order in which they came.
///
/// A hierarchical timing wheel (Varghese and Lauck, "Hashed and hierarchical timing wheels", 1987).
/// Time is counted in ticks of 1,024 ns, and a tick is written in base 64. Compare a timer's tick
/// with the present one: at the highest digit in which they differ, the timer lies in the slot of
/// its own digit. When the time of that slot has come, the timer moves to a slot of a lower digit,
/// and in the end to the list `soonest_`. So starting and cancelling a timer take constant time,
/// however many there are, and allocate no memory. (Timers that are due in the same tick, or were
/// overdue when they came, are sorted when the first of them is needed: n of them take O(n log n),
/// in whatever order they came.)
class Timers {
public:
    /// Requires: it is asleep.
    void push(PromiseBase& sleeper) noexcept;

    /// Returns whether there are no timers. (May still be false after all were cancelled.)
    bool empty() const noexcept {
        return used_levels_ == 0 && soonest_.empty() && unsorted_.empty();
    }

    /// Returns when to look again: when the first timer is due, or a little earlier. Empty if there
    /// are no timers.
    std::optional<Clock::time_point> next() noexcept;

    /// Removes and returns the first coroutine that is due by `now`; null if there is none.
    PromiseBase* take_due(Clock::time_point now) noexcept;

private:
    using Tick = std::uint64_t;
    static constexpr unsigned bits = 6;                // of a digit
    static constexpr unsigned digits = (64 - 10) / 6;  // of a tick

    struct Level {
        std::array<IntrusiveList<PromiseBase>, 1U << bits> slots;
        std::uint64_t used = 0;  // bit i: slot i has timers, or had some that were cancelled
    };

    static Tick tick_of(Clock::time_point time) noexcept;
    void push_soonest(PromiseBase& sleeper) noexcept;
    void sort_soonest() noexcept;
    unsigned lowest_used() noexcept;
    void forget_first_slot(unsigned level) noexcept;
    Tick first_tick(unsigned level) const noexcept;
    void turn_towards(Tick tick) noexcept;

    Tick now_ = tick_of(Clock::now());
    std::array<Level, digits> levels_;
    unsigned used_levels_ = 0;            // bit i: levels_[i].used is not 0
    IntrusiveList<PromiseBase> soonest_;  // due in this tick or before; sorted
    IntrusiveList<PromiseBase>
        unsorted_;  // the same, not yet sorted; all came after those in soonest_
};

}  // namespace triptych::coroutines
