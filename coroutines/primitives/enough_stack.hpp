/// Calls a function on another stack if little of the present one is left. So destructors may nest
/// as deep as the data, in the order that C++ prescribes, and the stack does not overflow.
///
/// Concepts: stack overflow
#pragma once

#include <cstdint>
#include <limits>

namespace triptych::coroutines::detail {

/// Below this address of the present stack, little of it is left. The initial value makes the first
/// call in each thread ask the system where its stack ends.
inline constinit thread_local std::uintptr_t stack_limit =
    std::numeric_limits<std::uintptr_t>::max();

/// Calls `function(argument)` on a new stack, and destroys that afterwards; on the present one, if
/// there is enough of it after all, or no memory for another.
void call_on_new_stack(void (*function)(void*), void* argument) noexcept;

/// Calls `function(argument)`, which must not throw, and returns when it has returned. Whatever may
/// nest without limit calls this at each level: a frame that owns a task whose frame owns a task.
/// (Rust's `stacker::maybe_grow` does the same for recursive compilers and parsers.)
inline void call_with_enough_stack(void (*function)(void*), void* argument) noexcept {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): it is compared with a limit
    if (reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) < stack_limit) [[unlikely]]
        return call_on_new_stack(function, argument);
    function(argument);
}

}  // namespace triptych::coroutines::detail
