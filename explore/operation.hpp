/// What a thread is about to do, and what it did: the steps that schedules are made of.
#pragma once

#include <cstdint>

#include "explore/clock.hpp"

namespace triptych::explore {

enum class Kind : std::uint8_t {
    read,
    write,
    update,  // read-modify-write in one step
    lock,
    unlock,
    try_lock,
    lock_shared,
    unlock_shared,
    try_lock_shared,
    acquire,  // of a semaphore
    release,
    try_acquire,
    wait,  // joins the queue of a condition, or of a futex whose value is as expected
    notify_one,
    notify_all,
    turn,  // an event loop chooses the coroutine that runs next, out of `size`
    send,  // into a pipe
    receive,
    close,  // an end of a pipe
    kill,   // a process
    flush,  // a store leaves the store buffer of its thread (--memory tso)
};

/// A step that another thread may see. The order of two of them matters only if they are on the
/// same object and do not commute.
struct Operation {
    Kind kind = Kind::read;
    std::uint8_t size = 0;     // bytes of memory; 0 for what is not memory; of a turn: candidates
    bool can_fail = false;     // may also give up: time out, wake spuriously, fail a weak exchange
    std::uint64_t object = 0;  // its address
    std::uint64_t place = 0;   // where in the program; see Places
};

/// Whether two such operations of different threads on one object can be swapped unseen.
inline bool commutes(Kind kind) {
    return kind == Kind::read || kind == Kind::lock_shared || kind == Kind::unlock_shared ||
           kind == Kind::try_lock_shared || kind == Kind::wait;
}

/// Whether it waits until its thread's store buffer is empty. (A plain write is not buffered: that
/// keeps it in the order of stores, and it matters in a data race only.)
inline bool drains(Kind kind) {
    return kind != Kind::read && kind != Kind::flush;
}

inline bool conflict(const Operation& one, const Operation& other) {
    return one.object == other.object && !(commutes(one.kind) && commutes(other.kind));
}

/// Whether it cannot be done until the object is free.
inline bool acquires(Kind kind) {
    return kind == Kind::lock || kind == Kind::lock_shared || kind == Kind::acquire ||
           kind == Kind::receive;
}
/// Whether its object is a number in memory: what a semaphore has left, what is in a pipe.
inline bool counts(Kind kind) {
    return kind == Kind::acquire || kind == Kind::release || kind == Kind::try_acquire ||
           kind == Kind::send || kind == Kind::receive || kind == Kind::close;
}

/// A step that was done.
struct Event {
    Clock before;  // what had to happen before it, apart from what it met on its object
    Clock clock;   // all that happened before it, and itself
    Operation operation;
    std::uint64_t value = 0;     // read, or what was there before the write
    std::uint64_t written = 0;   // if it writes; recorded in replays only
    std::int32_t previous = -1;  // the event before it on the same object
    std::int32_t hook = 0;       // how many instrumented steps its thread had made
    std::int8_t thread = 0;
    std::int8_t variant = 0;  // which of several results; 0 is the usual one
    std::int8_t variants = 1;
};

/// Whether this step is what made it possible to acquire the object.
inline bool frees(const Event& event) {
    const Kind kind = event.operation.kind;
    return kind == Kind::unlock || kind == Kind::unlock_shared ||
           ((kind == Kind::release || kind == Kind::send || kind == Kind::close) &&
            static_cast<int>(event.value) <= 0);
}

}  // namespace triptych::explore
