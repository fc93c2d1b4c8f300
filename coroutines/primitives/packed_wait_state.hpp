/// A WaitState and the pointer or time that belongs to it, packed into one word of 8 bytes, because
/// there may be a million coroutines.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "coroutines/primitives/wait_state.hpp"

namespace triptych::coroutines::detail {

/// Besides the state, the word holds one of these:
///
/// - a pointer to a coroutine of the same chain: in the state calling, to the last one; otherwise,
///   to the first one, null if that is this one. A promise is aligned to at least 8 bytes, so the
///   three lowest bits of the pointer are free for the state;
/// - in the state asleep, the time when the timer is due, in nanoseconds since the clock's start,
///   which takes 61 bits.
///
/// Requires: the reader of the pointer or the time has checked the state.
class PackedWaitState {
public:
    WaitState state() const noexcept { return WaitState{word_ & mask}; }

    /// Returns whether it is in this state and holds no pointer. One comparison, for the hot paths.
    bool is_just(WaitState state) const noexcept {
        return word_ == static_cast<std::uintptr_t>(state);
    }

    void* pointer() const noexcept {
        // NOLINTNEXTLINE(performance-no-int-to-ptr): it was made from a pointer
        return reinterpret_cast<void*>(word_ & ~mask);
    }
    std::chrono::steady_clock::time_point due() const noexcept {
        return std::chrono::steady_clock::time_point{std::chrono::nanoseconds{word_ >> bits}};
    }

    void set(WaitState state, const void* pointer = nullptr) noexcept {
        word_ = reinterpret_cast<std::uintptr_t>(pointer) | static_cast<std::uintptr_t>(state);
    }

    /// Changes the state, and keeps the pointer or time.
    void change(WaitState state) noexcept {
        word_ = (word_ & ~mask) | static_cast<std::uintptr_t>(state);
    }

    /// Asleep until `due`, or until 2^60 ns (36 years) after the clock's start, if that is earlier.
    void set_asleep(std::chrono::steady_clock::time_point due) noexcept {
        const auto since_start = std::chrono::nanoseconds{due.time_since_epoch()}.count();
        const auto kept = std::clamp<std::int64_t>(since_start, 0, std::int64_t{1} << 60U);
        word_ = static_cast<std::uintptr_t>(kept) << bits |
                static_cast<std::uintptr_t>(WaitState::asleep);
    }

private:
    static constexpr unsigned bits = 3;
    static constexpr std::uintptr_t mask = (1U << bits) - 1;

    std::uintptr_t word_ = 0;
};

}  // namespace triptych::coroutines::detail
