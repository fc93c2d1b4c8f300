#include "coroutines/primitives/timers.hpp"

#include <algorithm>
#include <bit>

namespace triptych::coroutines {
namespace {

bool is_due_before(const PromiseBase& one, const PromiseBase& other) noexcept {
    return one.due() < other.due();
}

}  // namespace

Timers::Tick Timers::tick_of(Clock::time_point time) noexcept {
    const auto since_start = std::chrono::nanoseconds{time.time_since_epoch()}.count();
    return static_cast<Tick>(std::max<std::int64_t>(since_start, 0)) >> 10U;
}

void Timers::push(PromiseBase& sleeper) noexcept {
    const Tick tick = tick_of(sleeper.due());
    if (tick <= now_) return push_soonest(sleeper);
    const auto level = static_cast<unsigned>(std::bit_width(now_ ^ tick) - 1) / bits;
    const auto slot = (tick >> (bits * level)) % (1U << bits);
    levels_[level].slots[slot].push_back(sleeper);
    levels_[level].used |= std::uint64_t{1} << slot;
    used_levels_ |= 1U << level;
}

/// Inserts it after all that are due before it or at the same time. Mostly that is at the end. If
/// it is, or may be, in the middle, postpones the work until sort_soonest().
void Timers::push_soonest(PromiseBase& sleeper) noexcept {
    const bool is_sorted = unsorted_.empty();
    if (is_sorted && (soonest_.empty() || !is_due_before(sleeper, soonest_.back())))
        soonest_.push_back(sleeper);
    else if (is_sorted && is_due_before(sleeper, soonest_.front()))
        soonest_.push_front(sleeper);
    else
        unsorted_.push_back(sleeper);
}

void Timers::sort_soonest() noexcept {
    if (unsorted_.empty()) return;
    unsorted_.sort(is_due_before);
    soonest_.merge(unsorted_, is_due_before);
}

/// Returns the level of the slot whose time comes first; `digits` if all are empty.
unsigned Timers::lowest_used() noexcept {
    while (used_levels_ != 0) {
        const auto level = static_cast<unsigned>(std::countr_zero(used_levels_));
        const Level& lowest = levels_[level];
        if (!lowest.slots[static_cast<std::size_t>(std::countr_zero(lowest.used))].empty())
            return level;
        forget_first_slot(level);  // all its timers were cancelled
    }
    return digits;
}

void Timers::forget_first_slot(unsigned level) noexcept {
    levels_[level].used &= levels_[level].used - 1;
    if (levels_[level].used == 0) used_levels_ &= ~(1U << level);
}

/// Returns the first tick of the level's first used slot: above the level's digit it has the digits
/// of now, below it zeros.
Timers::Tick Timers::first_tick(unsigned level) const noexcept {
    const auto slot = static_cast<Tick>(std::countr_zero(levels_[level].used));
    const unsigned shift = bits * level;
    return ((now_ >> shift >> bits << bits) | slot) << shift;
}

/// Moves on the timers of the slots whose time has come by `tick`, slot by slot, until some are
/// due. So if a million are overdue, each moves down the levels and is taken soon afterwards, while
/// it is in the cache. Requires: soonest_ and unsorted_ are empty, or now_ is `tick` already.
void Timers::turn_towards(Tick tick) noexcept {
    while (soonest_.empty() && unsorted_.empty()) {
        const unsigned level = lowest_used();
        const Tick first = level < digits ? first_tick(level) : tick + 1;
        if (first > tick) {
            now_ = std::max(now_, tick);
            return;
        }
        now_ = first;
        Level& opened = levels_[level];
        IntrusiveList<PromiseBase> moved;
        moved.append(opened.slots[static_cast<std::size_t>(std::countr_zero(opened.used))]);
        forget_first_slot(level);
        while (!moved.empty())
            push(moved.pop_front());
    }
}

std::optional<Clock::time_point> Timers::next() noexcept {
    sort_soonest();
    if (!soonest_.empty()) return soonest_.front().due();
    const unsigned level = lowest_used();
    if (level == digits) return std::nullopt;
    return Clock::time_point{std::chrono::nanoseconds{first_tick(level) << 10U}};
}

PromiseBase* Timers::take_due(Clock::time_point now) noexcept {
    const auto is_due = [&] {
        sort_soonest();
        return !soonest_.empty() && soonest_.front().due() <= now;
    };
    if (!is_due()) turn_towards(tick_of(now));
    return is_due() ? &soonest_.pop_front() : nullptr;
}

}  // namespace triptych::coroutines
