#include "coroutines/primitives/enough_stack.hpp"

#include <algorithm>
#include <cstddef>
#include <pthread.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <utility>

#include "common/sanitizers.hpp"
#include "coroutines/primitives/switch_stack.hpp"

namespace triptych::coroutines::detail {
namespace {

constexpr std::size_t stack_size = 1'048'576;
constexpr std::size_t reserve = stack_size / 8;  // for one level, and for what its destructors call
constexpr std::size_t guard_size = 65'536;       // a multiple of the page size, whatever that is

std::uintptr_t limit_of(const void* lowest, std::size_t size) noexcept {
    return reinterpret_cast<std::uintptr_t>(lowest) + std::min(reserve, size / 2);
}

/// Returns the limit of the stack that the system gave to this thread; 0 if that is unknown: then
/// no other stack is ever used.
std::uintptr_t limit_of_this_thread() noexcept {
    pthread_attr_t attributes;
    if (::pthread_getattr_np(::pthread_self(), &attributes) != 0) return 0;
    void* lowest = nullptr;
    std::size_t size = 0;
    ::pthread_attr_getstack(&attributes, &lowest, &size);
    ::pthread_attr_destroy(&attributes);
    if constexpr (thread_sanitizer)  // it can note 65,536 nested calls on each stack
        if (size > stack_size)
            return limit_of(static_cast<std::byte*>(lowest) + size - stack_size, stack_size);
    return limit_of(lowest, size);
}

/// Memory for a stack, with pages below it that end the program if the stack overflows.
class Stack {
public:
    Stack() noexcept
        : memory_{::mmap(nullptr, guard_size + stack_size, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0)} {
        if (exists()) ::mprotect(memory_, guard_size, PROT_NONE);
    }
    Stack(const Stack&) = delete;
    Stack& operator=(const Stack&) = delete;
    ~Stack() {
        if (exists()) ::munmap(memory_, guard_size + stack_size);
    }

    bool exists() const noexcept { return memory_ != MAP_FAILED; }
    std::byte* lowest() const noexcept { return static_cast<std::byte*>(memory_) + guard_size; }

private:
    void* memory_;
};

/// What the first function on a new stack finds there: makecontext() passes it no pointer.
struct Call {
    void (*function)(void*) = nullptr;
    void* argument = nullptr;
    ucontext_t caller{};
    ucontext_t callee{};
    StackSwitch to_sanitizer;
};
inline constinit thread_local Call* starting = nullptr;

void begin_call() {
    Call& call = *starting;
    call.to_sanitizer.arrived();
    call.function(call.argument);
    call.to_sanitizer.leave_for_ever();
}  // goes on with the caller

}  // namespace

void call_on_new_stack(void (*function)(void*), void* argument) noexcept {
    if (stack_limit == std::numeric_limits<std::uintptr_t>::max()) {
        stack_limit = limit_of_this_thread();
        return call_with_enough_stack(function, argument);
    }
    const Stack stack;
    Call call{function, argument, {}, {}, {}};
    if (!stack.exists() || ::getcontext(&call.callee) != 0) return function(argument);
    call.callee.uc_stack.ss_sp = stack.lowest();
    call.callee.uc_stack.ss_size = stack_size;
    call.callee.uc_link = &call.caller;
    ::makecontext(&call.callee, begin_call, 0);
    const auto limit = std::exchange(stack_limit, limit_of(stack.lowest(), stack_size));
    starting = &call;
    call.to_sanitizer.leave_for(stack.lowest(), stack_size);
    ::swapcontext(&call.caller, &call.callee);
    starting = nullptr;
    call.to_sanitizer.returned();
    stack_limit = limit;
}

}  // namespace triptych::coroutines::detail
