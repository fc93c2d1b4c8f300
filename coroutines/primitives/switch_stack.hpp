/// What a sanitizer must hear when a thread goes on with another stack: each keeps notes about the
/// present one.
#pragma once

#include <cstddef>
#include <sanitizer/common_interface_defs.h>
#include <sanitizer/tsan_interface.h>

#include "common/sanitizers.hpp"

namespace triptych::coroutines::detail {

/// One trip to another stack and back, its functions in the order in which they are called. Without
/// a sanitizer they do nothing. (They are inlined, because ThreadSanitizer notes calls and returns,
/// too, and each pair must be on one stack.)
class StackSwitch {
public:
    /// Immediately before the thread goes to the stack at `lowest`.
    [[gnu::always_inline]] void leave_for(void* lowest, std::size_t size) noexcept {
        if constexpr (address_sanitizer) __sanitizer_start_switch_fiber(&fake_stack_, lowest, size);
        if constexpr (thread_sanitizer) {
            here_ = __tsan_get_current_fiber();
            there_ = __tsan_create_fiber(0);
            __tsan_switch_to_fiber(there_, 0);
        }
    }

    /// First of all on the new stack.
    [[gnu::always_inline]] void arrived() noexcept {
        if constexpr (address_sanitizer)
            __sanitizer_finish_switch_fiber(nullptr, &lowest_here_, &size_here_);
    }

    /// Last of all on the new stack.
    [[gnu::always_inline]] void leave_for_ever() noexcept {
        if constexpr (address_sanitizer)
            __sanitizer_start_switch_fiber(nullptr, lowest_here_, size_here_);
    }

    /// Back on the old stack.
    [[gnu::always_inline]] void returned() noexcept {
        if constexpr (address_sanitizer)
            __sanitizer_finish_switch_fiber(fake_stack_, nullptr, nullptr);
        if constexpr (thread_sanitizer) {
            __tsan_switch_to_fiber(here_, 0);
            __tsan_destroy_fiber(there_);
        }
    }

private:
    void* fake_stack_ = nullptr;         // AddressSanitizer's copy of the old stack's variables
    const void* lowest_here_ = nullptr;  // where the old stack is
    std::size_t size_here_ = 0;
    void* here_ = nullptr;  // ThreadSanitizer's notes about the old stack, and about the new one
    void* there_ = nullptr;
};

}  // namespace triptych::coroutines::detail
