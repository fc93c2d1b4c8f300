/// A fiber: a stack and a thread pointer of its own, run by the one kernel thread there is.
#pragma once

#include <cstddef>
#include <cstdint>

namespace triptych::explore {

/// What a std::thread of the program under test runs on. To give the turn to another costs some
/// ten nanoseconds; the kernel takes no part, so nothing but the schedule decides who runs.
///
/// thread_local variables, errno and the exceptions in flight live in the block that the thread
/// pointer (the fs register) points to. Each fiber borrows that of a real thread, which was
/// created for nothing else and sleeps; so the C library finds everything as in a real thread.
class Fiber {
public:
    static constexpr std::size_t stack_bytes = std::size_t{1} << 20;
    static constexpr std::size_t guard_bytes = std::size_t{1} << 16;  // never mapped

    /// The fiber of the caller: the kernel thread as it is.
    static Fiber of_caller();

    /// A fiber with a stack at `number`'s fixed place; its thread pointer is the caller's if
    /// `borrowed` is 0. Throws std::system_error.
    Fiber(int number, std::uintptr_t borrowed);

    /// Next time it is switched to, it begins with body(argument), which must not return.
    void restart(void (*body)(void*), void* argument);

    /// Saves the caller as `from` and goes on with `to`.
    static void switch_to(Fiber& from, const Fiber& to);

    /// What is on the stack of a fiber that does not run: from here to stack_end().
    const void* stack_pointer() const { return stack_pointer_; }
    std::uintptr_t stack_end() const { return low_ + stack_bytes; }

    std::uintptr_t thread_pointer() const { return thread_pointer_; }
    bool has(std::uintptr_t address) const { return address - low_ < stack_bytes; }
    /// Whether it lies just below the stack: where one that overflows arrives first.
    bool overflows_at(std::uintptr_t address) const {
        return address - (low_ - guard_bytes) < guard_bytes;
    }

private:
    Fiber() = default;

    void* stack_pointer_ = nullptr;
    std::uintptr_t thread_pointer_ = 0;
    std::uintptr_t low_ = 0;
};

/// The thread pointer of a real thread that is created for this and sleeps until the process
/// ends. Throws std::system_error.
std::uintptr_t borrow_thread_pointer();

}  // namespace triptych::explore
