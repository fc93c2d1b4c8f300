/// Durations of any unit, as the clock counts them: what is too long is for ever.
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

/// Whole numbers of whole nanoseconds; but for bool and characters, which count nothing.
template <typename Number, typename Period>
concept ExactDuration = std::integral<Number> && requires(Number n) { std::cmp_less(n, 0); } &&
                        std::ratio_divide<Period, Clock::period>::den == 1;

/// `duration`, rounded up to what the clock counts; the longest of all, or the most negative, if it
/// is beyond that (hours::max() is 2,562,047 times as long). Throws std::invalid_argument if it is
/// not a number.
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

/// The time that is `duration` from now; the last of all times, if that is later than can be told,
/// and now, if it is negative. Throws std::invalid_argument if it is not a number.
template <typename Number, typename Period>
Clock::time_point time_after(const std::chrono::duration<Number, Period>& duration) {
    const auto now = Clock::now();
    const Clock::duration wait = detail::saturated(duration);
    if (wait > Clock::time_point::max() - now) return Clock::time_point::max();
    return wait > Clock::duration::zero() ? now + wait : now;
}

}  // namespace triptych::coroutines
