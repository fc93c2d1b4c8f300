/// Futexes by way of syscall(): what std::atomic::wait, std::latch and std::barrier wait with.
#include <climits>
#include <cstdarg>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "trace/preload/real.hpp"
#include "trace/preload/this_thread.hpp"

using namespace triptych::trace;

namespace {

constinit Real<long(long, long, long, long, long, long, long)> real_syscall{"syscall"};

struct Futex {
    std::uint64_t address;
    bool waits;
    bool wakes;
    bool is_timed;
    bool is_private;
    std::uint32_t count;
};

Futex futex_of(long address, long operation, long value, long timeout) {
    const long command = operation & FUTEX_CMD_MASK;
    return {
        .address = static_cast<std::uint64_t>(address),
        .waits = command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET || command == FUTEX_LOCK_PI,
        .wakes = command == FUTEX_WAKE || command == FUTEX_WAKE_BITSET,
        .is_timed = timeout != 0,
        .is_private = (operation & FUTEX_PRIVATE_FLAG) != 0,
        .count = static_cast<std::uint32_t>(value)};
}

Told told_of(const Futex& futex) {
    return {.reason = Reason::futex,
            .object = futex.address,
            .value = futex.count,
            .flags = static_cast<std::uint16_t>((futex.is_private ? 0U : is_shared) |
                                                (futex.is_timed && futex.waits ? is_timed : 0U))};
}

}  // namespace

extern "C" long syscall(long number, ...) noexcept {
    va_list list;
    va_start(list, number);
    long words[6];
    for (long& word : words)
        word = va_arg(list, long);  // more than were given, as the C library's own does
    va_end(list);
    const auto call = [&] {
        return real_syscall(number, words[0], words[1], words[2], words[3], words[4], words[5]);
    };
    if (number != SYS_futex) return call();
    const Futex futex = futex_of(words[0], words[1], words[2], words[3]);
    if (futex.waits) {
        const Waiting waiting{told_of(futex)};
        return call();
    }
    if (futex.wakes) record(Kind::wakes, told_of(futex));
    return call();
}
