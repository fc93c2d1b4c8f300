/// Waiting at an address: std::atomic::wait and what stands on it, and futures.
///
/// Comparing and joining the queue are one step, as in the kernel's futex: a notification between
/// the two cannot be lost.
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstring>
#include <linux/futex.h>
#include <sys/syscall.h>

#include "explore/hooks.hpp"
#include "explore/real.hpp"

namespace explore = triptych::explore;
using explore::Kind;

namespace {

enum class Wait { changed, notified, timed_out };

std::uint64_t peek(const volatile void* address, std::size_t size) {
    std::uint64_t value = 0;
    std::memcpy(&value, const_cast<const void*>(address), size < 8 ? size : 8);
    return value;
}

/// `unchanged` decides whether it waits, when it is this thread's turn.
template <class Unchanged>
Wait wait_at(const volatile void* pointer, std::size_t size, const Unchanged& unchanged, bool timed,
             const void* from) {
    explore::Execution& execution = explore::execution();
    const std::uint64_t address = explore::address_of(pointer);
    const std::uint64_t place = explore::place_of(from);
    const bool is_step = execution.atomic_access(address, size, Kind::wait, place, timed);
    explore::Thread& me = execution.me();
    me.sync.join(execution.objects().at(address).released);
    if (!unchanged()) return Wait::changed;
    if (is_step && timed && me.variant == 1) return Wait::timed_out;
    const std::uint64_t queue = execution.object_at(address, size);
    execution.objects().at(queue).waiters |= std::uint32_t{1} << me.id;
    execution.wait_in_queue(queue, place, timed);
    return Wait::notified;
}

Wait wait_while_equal(const volatile void* pointer, std::size_t size, std::uint64_t value,
                      bool timed, const void* from) {
    return wait_at(pointer, size, [=] { return peek(pointer, size) == value; }, timed, from);
}

/// How often the memory was changed: a number that no other state of it has.
long changes(const volatile void* pointer, std::size_t size) {
    explore::Execution& execution = explore::execution();
    const std::uint64_t object = execution.object_at(explore::address_of(pointer), size);
    return execution.objects().at(object).last_change;
}

void notify_at(const volatile void* pointer, std::size_t size, bool all, const void* from) {
    explore::Execution& execution = explore::execution();
    const std::uint64_t address = explore::address_of(pointer);
    execution.atomic_access(address, size, all ? Kind::notify_all : Kind::notify_one,
                            explore::place_of(from), false);
    execution.notify(execution.object_at(address, size), all);
}

long futex(const volatile int* address, int operation, int value, bool timed, const void* from) {
    switch (operation & FUTEX_CMD_MASK) {
        case FUTEX_WAIT:
        case FUTEX_WAIT_BITSET: {
            const Wait woken =
                wait_while_equal(address, sizeof(int), static_cast<unsigned>(value), timed, from);
            if (woken == Wait::notified) return 0;
            errno = woken == Wait::changed ? EAGAIN : ETIMEDOUT;
            return -1;
        }
        case FUTEX_WAKE:
        case FUTEX_WAKE_BITSET: notify_at(address, sizeof(int), value > 1, from); return 0;
        default: explore::execution().fail(explore::End::unsupported, "this use of futex", 0);
    }
}

}  // namespace

extern "C" {

int triptych_wait(const volatile void* address, unsigned long size, unsigned long value,
                  int timed) {
    if (!explore::scheduled()) return 0;
    const Wait woken =
        wait_while_equal(address, size, value, timed != 0, __builtin_return_address(0));
    return woken == Wait::changed ? 0 : woken == Wait::notified ? 1 : -1;
}

long triptych_changes(const volatile void* address, unsigned long size) {
    return explore::scheduled() ? changes(address, size) : 0;
}

int triptych_wait_for_change(const volatile void* address, unsigned long size, long since,
                             int timed) {
    if (!explore::scheduled()) return 0;
    const Wait woken = wait_at(
        address, size, [=] { return changes(address, size) == since; }, timed != 0,
        __builtin_return_address(0));
    return woken == Wait::timed_out ? -1 : 0;
}

void triptych_notify(const volatile void* address, unsigned long size, int all) {
    if (explore::scheduled()) notify_at(address, size, all != 0, __builtin_return_address(0));
}

unsigned long triptych_peek(const volatile void* address, unsigned long size) {
    return peek(address, size);
}

long syscall(long number, ...) noexcept {
    std::va_list list;
    va_start(list, number);
    long words[6];
    for (long& word : words)
        word = va_arg(list, long);
    va_end(list);
    if (number == SYS_futex && explore::scheduled())
        return futex(reinterpret_cast<const int*>(words[0]), static_cast<int>(words[1]),
                     static_cast<int>(words[2]), words[3] != 0, __builtin_return_address(0));
    return explore::real::syscall(number, words[0], words[1], words[2], words[3], words[4],
                                  words[5]);
}
}
