/// What a traced program records: events of fixed size.
#pragma once

#include <atomic>
#include <cstdint>

namespace triptych::trace {

enum class Kind : std::uint8_t {
    none,      // not written yet
    program,   // a program image begins: `object` and `task` hold its name, 15 letters, `value` its
               // parent's pid
    start,     // this lane begins: `object` is its pthread_t, `value` the lane that created it
    end,       // this lane ends: `value` is the exit status of a process
    spawn,     // this lane creates the lane `value`; `object` is the child's pid, or 0
    waits,     // this lane begins to wait: `reason`, `object`, `value`
    goes_on,   // this lane has what it waited for
    lock,      // this lane holds the mutex `object`; `value` is 1 if it had to wait
    unlock,    // and holds it no longer
    wakes,     // this lane notifies those that wait for `object`: `reason`, `value` how many
    sends,     // this lane has written `value` bytes to `object`
    receives,  // this lane has read `value` bytes from `object`
    reaps,     // this lane has learned that the child `object` has ended: `value` is its status
    begins,  // coroutines, `task` is the address of one: it begins; `value` is 1 if it runs at once
    returns,   // the one that ran at once does so no longer: its creator goes on
    runs,      // it is its turn
    ready,     // it is woken: in the ready queue
    awaits,    // it begins to wait: `reason`, `object`
    cancels,   // its cancellation is requested
    ends,      // it has ended
    selects,   // the loop asks the kernel; `value` is 1 if it may block
    selected,  // the kernel has answered: `value` descriptors are ready
    mark,      // the harness: `value` is 1 where the problem begins, 0 where it is solved
    held,      // --prove-overlap: this lane is held at its first wait
    freed,     // and is so no longer
    pairs,     // this lane has made two connected sockets: `object` and `value` are their inodes
    connects,  // this lane has connected the socket `object`: `task` is the same for both ends
};

enum class Reason : std::uint8_t {
    none,
    sleep,
    mutex,
    condition,
    semaphore,
    barrier,
    rwlock,
    futex,  // std::atomic::wait, std::latch, std::counting_semaphore
    join,
    queue,
    pipe,
    socket,
    descriptor,  // poll, select, epoll, and files that are neither pipe nor socket
    child,
    future,
    event,
    tasks,   // the tasks that it has started
    thread,  // a job in another thread
    file,    // a file lock, or a read of a slow file
    other,
    count,
};

/// Bits of Event::flags.
inline constexpr std::uint16_t is_timed = 1;   // the wait ends by itself, at the latest
inline constexpr std::uint16_t is_shared = 2;  // `object` is the same in all processes
inline constexpr std::uint16_t is_begun = 4;   // of spawn: by posix_spawn

/// 32 bytes. The kind is written last, with release: an event whose kind is not none is complete.
struct Event {
    std::uint64_t time = 0;    // nanoseconds of CLOCK_MONOTONIC
    std::uint64_t task = 0;    // the address of a coroutine; 0 for the thread itself
    std::uint64_t object = 0;  // an address, an inode, a pthread_t
    std::uint32_t value = 0;
    std::uint16_t flags = 0;
    Reason reason = Reason::none;
    std::atomic<Kind> kind{Kind::none};
};
static_assert(sizeof(Event) == 32);

}  // namespace triptych::trace
