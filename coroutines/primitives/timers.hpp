/// Who is to be woken when.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

#include "coroutines/primitives/chain.hpp"

namespace triptych::coroutines {

/// Sleeping coroutines, by the time when they are due; those due at the same time in the order
/// in which they came.
///
/// A hierarchical timing wheel (Varghese and Lauck, "Hashed and hierarchical timing wheels",
/// 1987). Time is counted in ticks of 1,024 ns, and a tick written in base 64. A timer lies in
/// the slot that its highest digit names in which it differs from now; when that slot's time has
/// come, it moves to a slot of a lower digit, and in the end to the queue of the soonest. So to
/// sleep, or to be called away, costs the same however many sleep, and takes no memory. (Those that
/// are due in the same tick, or were due before they came, are sorted when the first of them is
/// wanted: n of them cost n log n, in whatever order they came.)
class Timers {
public:
    /// Requires: it sleeps until a moment.
    void push(PromiseBase& sleeper) noexcept;

    /// Nobody sleeps. (May be false although all who slept have been called away.)
    bool empty() const noexcept {
        return used_levels_ == 0 && soonest_.empty() && unsorted_.empty();
    }

    /// When to look again: when the first is due, or a little earlier. Nothing if nobody sleeps.
    std::optional<Clock::time_point> next() noexcept;

    /// Removes the first of those that are due by `now`, and returns it; null if there is none.
    PromiseBase* take_due(Clock::time_point now) noexcept;

private:
    using Tick = std::uint64_t;
    static constexpr unsigned bits = 6;                // of a digit
    static constexpr unsigned digits = (64 - 10) / 6;  // of a tick

    struct Level {
        std::array<IntrusiveList<PromiseBase>, 1U << bits> slots;
        std::uint64_t used = 0;  // bit i: somebody is in slot i, or was and has been called away
    };

    static Tick tick_of(Clock::time_point time) noexcept;
    void push_soonest(PromiseBase& sleeper) noexcept;
    void sort_soonest() noexcept;
    unsigned lowest_used() noexcept;
    void forget_first_slot(unsigned level) noexcept;
    Tick first_tick(unsigned level) const noexcept;
    void turn_to(Tick tick) noexcept;

    Tick now_ = tick_of(Clock::now());
    std::array<Level, digits> levels_;
    unsigned used_levels_ = 0;            // bit i: levels_[i].used is not 0
    IntrusiveList<PromiseBase> soonest_;  // due in this tick or before; sorted
    IntrusiveList<PromiseBase>
        unsorted_;  // the same, but not yet sorted; all came after those of soonest_
};

}  // namespace triptych::coroutines
