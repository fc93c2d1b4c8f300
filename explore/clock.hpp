/// A vector clock: for each thread, how much of it has happened before.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace triptych::explore {

constexpr int most_threads = 32;  // of one program, main included

/// Times are 16 bits wide, so that a clock is one cache line and two are joined by four
/// instructions. The limit on the steps of an execution keeps them from overflowing.
///
/// Source: Fidge 1988; as used for data races: Flanagan & Freund, FastTrack, 2009.
struct alignas(64) Clock {
    std::array<std::int16_t, most_threads> at{};

    std::int16_t& operator[](int thread) { return at[static_cast<std::size_t>(thread)]; }
    std::int16_t operator[](int thread) const { return at[static_cast<std::size_t>(thread)]; }

    /// Joins the clocks: all that happened before `other` now happened before this one, too.
    void join(const Clock& other) {
        for (std::size_t i = 0; i < at.size(); ++i)
            at[i] = at[i] < other.at[i] ? other.at[i] : at[i];
    }

    /// Whether what `thread` did at `time` happened before the owner of this clock.
    bool covers(int thread, std::int16_t time) const { return (*this)[thread] >= time; }
};

}  // namespace triptych::explore
