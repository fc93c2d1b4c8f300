/// Deadlines that do not overflow, however long the timeout is.
#pragma once

#include <chrono>
#include <cmath>

namespace triptych {

/// Returns `time` in nanoseconds. A time that does not fit (292 years) becomes the longest or the
/// shortest one that does; NaN becomes 0.
template <typename Rep, typename Period>
std::chrono::nanoseconds saturated(std::chrono::duration<Rep, Period> time) {
    using std::chrono::nanoseconds;
    const std::chrono::duration<double, std::nano> about{time};
    if (about >= std::chrono::duration<double, std::nano>{nanoseconds::max()})
        return nanoseconds::max();
    if (about <= std::chrono::duration<double, std::nano>{nanoseconds::min()})
        return nanoseconds::min();
    if (std::isnan(about.count())) return nanoseconds::zero();
    return std::chrono::duration_cast<nanoseconds>(time);
}

/// Returns the point in time that is `time` from now; the last possible one if it lies beyond that.
template <typename Rep, typename Period>
std::chrono::steady_clock::time_point deadline_after(std::chrono::duration<Rep, Period> time) {
    using Clock = std::chrono::steady_clock;
    const auto now = Clock::now();
    const auto left = saturated(time);
    if (left > Clock::time_point::max() - now) return Clock::time_point::max();
    return now + left;  // no underflow: a steady clock begins at 0
}

}  // namespace triptych
