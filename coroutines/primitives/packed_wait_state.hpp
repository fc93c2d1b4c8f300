/// A WaitState and what belongs to it, in one word: there may be a million coroutines.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "coroutines/primitives/wait_state.hpp"

namespace triptych::coroutines::detail {

/// Beside the state there is room for one of these:
///
/// - a pointer to a coroutine of the same chain (calling: the last; else: the first, null if that
/// is
///   this one). A promise is aligned to 8 bytes at least, so its three lowest bits are free;
/// - asleep: the moment it is due, in nanoseconds since the clock's start, which takes 61 bits.
///
/// Requires: whoever reads the pointer or the moment knows from the state which of them is there.
class PackedWaitState {
public:
    WaitState state() const noexcept { return WaitState{word_ & mask}; }

    /// It is in this state, and holds no pointer. One comparison, for the hot paths.
    bool is_just(WaitState state) const noexcept {
        return word_ == static_cast<std::uintptr_t>(state);
    }

    void* pointer() const noexcept {
        // NOLINTNEXTLINE(performance-no-int-to-ptr): it was one before
        return reinterpret_cast<void*>(word_ & ~mask);
    }
    std::chrono::steady_clock::time_point due() const noexcept {
        return std::chrono::steady_clock::time_point{std::chrono::nanoseconds{word_ >> bits}};
    }

    void set(WaitState state, const void* pointer = nullptr) noexcept {
        word_ = reinterpret_cast<std::uintptr_t>(pointer) | static_cast<std::uintptr_t>(state);
    }

    /// Another state, and the same pointer or moment.
    void change(WaitState state) noexcept {
        word_ = (word_ & ~mask) | static_cast<std::uintptr_t>(state);
    }

    /// Asleep until `due`; from 2^60 ns on (36 years), until then.
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
