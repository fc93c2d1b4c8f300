/// Converts durations of any unit to the clock's; a duration that is too long becomes the longest
/// one.
#pragma once

#include <chrono>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <ratio>
#include <stdexcept>
#include <utility>

#include "coroutines/primitives/chain.hpp"

namespace triptych::coroutines {

namespace detail {

/// Integers that count multiples of a nanosecond; not bool and character types, which are no
/// numbers.
template <typename Number, typename Period>
concept ExactDuration = std::integral<Number> && requires(Number n) { std::cmp_less(n, 0); } &&
                        std::ratio_divide<Period, Clock::period>::den == 1;

/// Returns `duration`, rounded up to the clock's unit; the longest duration, or the most negative
/// one, if it is out of range (hours::max() is 2,562,047 times too long). Throws
/// std::invalid_argument if it is not a number (NaN).
template <typename Number, typename Period>
Clock::duration saturated(const std::chrono::duration<Number, Period>& duration) {
    if constexpr (ExactDuration<Number, Period>) {
        using Unit = std::chrono::duration<std::int64_t, Period>;
        constexpr auto most = std::chrono::duration_cast<Unit>(Clock::duration::max()).count();
        if (std::cmp_greater(duration.count(), most)) return Clock::duration::max();
        if (std::cmp_less(duration.count(), -most)) return Clock::duration::min();
        return Unit{static_cast<std::int64_t>(duration.count())};
    } else {
        using Fine = std::chrono::duration<long double, Clock::period>;
        const auto exact = std::ceil(Fine{duration}.count());
        if (std::isnan(exact)) throw std::invalid_argument{"the duration is not a number"};
        if (exact >= Fine{Clock::duration::max()}.count()) return Clock::duration::max();
        if (exact <= Fine{Clock::duration::min()}.count()) return Clock::duration::min();
        return Clock::duration{static_cast<Clock::rep>(exact)};
    }
}

}  // namespace detail

/// Returns the time `duration` from now; now, if the duration is negative, and the last possible
/// time, if it is too long. Throws std::invalid_argument if it is not a number (NaN).
template <typename Number, typename Period>
Clock::time_point time_after(const std::chrono::duration<Number, Period>& duration) {
    const auto now = Clock::now();
    const Clock::duration wait = detail::saturated(duration);
    if (wait > Clock::time_point::max() - now) return Clock::time_point::max();
    return wait > Clock::duration::zero() ? now + wait : now;
}

}  // namespace triptych::coroutines
