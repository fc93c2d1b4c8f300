/// An explored program keeps to the stack that it has: it is small, and the engine knows no other.
///
/// Replaces coroutines/primitives/enough_stack.cpp.
#include "coroutines/primitives/enough_stack.hpp"

namespace triptych::coroutines::detail {

void call_on_new_stack(void (*function)(void*), void* argument) noexcept {
    function(argument);
}

}  // namespace triptych::coroutines::detail
