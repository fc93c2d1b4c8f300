#include "explore/fiber.hpp"

#include <asm/prctl.h>
#include <csignal>
#include <dlfcn.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>

#include "explore/real.hpp"

// switch_stacks(save, load): pushes what the ABI lets a callee not destroy, and pops the same of
// the other. begin_fiber: the first return of a fresh fiber arrives here, its body in rbx and the
// argument in r12. Unwinding ends here: the return address is declared undefined.
asm(R"(
.text
.type triptych_switch_stacks,@function
triptych_switch_stacks:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
.size triptych_switch_stacks,.-triptych_switch_stacks
.type triptych_begin_fiber,@function
triptych_begin_fiber:
    .cfi_startproc
    .cfi_undefined rip
    nop
    movq %r12, %rdi
    xorl %ebp, %ebp
    call *%rbx
    ud2
    .cfi_endproc
.size triptych_begin_fiber,.-triptych_begin_fiber
)");
extern "C" void triptych_switch_stacks(void** save, void* load);
extern "C" void triptych_begin_fiber();

namespace triptych::explore {
namespace {

// Fixed places, so that addresses are the same in every execution and in every replay.
constexpr std::uintptr_t stacks_begin = 0x1100'0000'0000;

/// Whether user code may write the fs register itself (FSGSBASE: Linux 5.9, Ivy Bridge).
const bool may_write_fs = (::getauxval(AT_HWCAP2) & 2U) != 0;

std::uintptr_t current_thread_pointer() {
    std::uintptr_t pointer = 0;
    asm("movq %%fs:0, %0" : "=r"(pointer));  // the block begins with its own address
    return pointer;
}

void set_thread_pointer(std::uintptr_t pointer) {
    if (may_write_fs) {
        asm volatile("wrfsbase %0" : : "r"(pointer) : "memory");
    } else {
        long result = SYS_arch_prctl;
        asm volatile("syscall"
                     : "+a"(result)
                     : "D"(ARCH_SET_FS), "S"(pointer)
                     : "rcx", "r11", "memory");
    }
}

void* lend(void* place) {
    auto* pointer = static_cast<std::uintptr_t*>(place);
    __atomic_store_n(pointer, current_thread_pointer(), __ATOMIC_RELEASE);
    real::syscall(SYS_futex, pointer, FUTEX_WAKE_PRIVATE, 1, 0, 0, 0);
    // From now on this block is another's to use: only the kernel, no library call.
    int never = 0;
    register long no_timeout asm("r10") = 0;
    for (;;) {
        long result = SYS_futex;
        asm volatile("syscall"
                     : "+a"(result)
                     : "D"(&never), "S"(FUTEX_WAIT_PRIVATE), "d"(0), "r"(no_timeout)
                     : "rcx", "r11", "memory");
    }
    return nullptr;
}

}  // namespace

std::uintptr_t borrow_thread_pointer() {
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);  // signals are for the one that runs
    pthread_attr_t attributes;
    ::pthread_attr_init(&attributes);
    ::pthread_attr_setstacksize(&attributes, std::size_t{64} << 10);
    std::uintptr_t pointer = 0;
    pthread_t thread{};
    const int error = real::pthread_create(&thread, &attributes, lend, &pointer);
    ::pthread_attr_destroy(&attributes);
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (error != 0) throw std::system_error{error, std::generic_category(), "pthread_create"};
    while (__atomic_load_n(&pointer, __ATOMIC_ACQUIRE) == 0)
        real::syscall(SYS_futex, &pointer, FUTEX_WAIT_PRIVATE, 0, 0, 0, 0);
    return pointer;
}

Fiber Fiber::of_caller() {
    Fiber fiber;
    fiber.thread_pointer_ = current_thread_pointer();
    return fiber;
}

Fiber::Fiber(int number, std::uintptr_t borrowed)
    : thread_pointer_{borrowed != 0 ? borrowed : current_thread_pointer()},
      low_{stacks_begin + static_cast<std::uintptr_t>(number) * (stack_bytes + guard_bytes)} {
    void* const place =
        ::mmap(reinterpret_cast<void*>(low_), stack_bytes, PROT_READ | PROT_WRITE,
               MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
    if (place == MAP_FAILED) throw std::system_error{errno, std::generic_category(), "mmap"};
}

void Fiber::restart(void (*body)(void*), void* argument) {
    auto* top = reinterpret_cast<void**>(low_ + stack_bytes);
    *--top = nullptr;
    *--top = nullptr;
    *--top = reinterpret_cast<void*>(triptych_begin_fiber);
    *--top = nullptr;                        // rbp
    *--top = reinterpret_cast<void*>(body);  // rbx
    *--top = argument;                       // r12
    for (int i = 0; i < 3; ++i)
        *--top = nullptr;  // r13 to r15
    stack_pointer_ = top;
}

void Fiber::switch_to(Fiber& from, const Fiber& to) {
    set_thread_pointer(to.thread_pointer_);
    triptych_switch_stacks(&from.stack_pointer_, to.stack_pointer_);
}

}  // namespace triptych::explore
