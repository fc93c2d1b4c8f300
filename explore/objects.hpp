/// What the engine knows of an address: its mutex, its queue of waiters, its clocks.
#pragma once

#include <cstdint>

#include "explore/clock.hpp"
#include "explore/engine_memory.hpp"

namespace triptych::explore {

/// One object of an execution: a memory location, a mutex, a condition.
struct Object {
    std::uint64_t address = 0;
    std::uint32_t execution = 0;  // in which this was filled in; older ones are as if empty
    std::int32_t last_event = -1;
    std::int32_t last_change = -1;  // the event that changed it, other than by waiting in a loop

    std::int16_t owner = -1;  // of a mutex: the thread that has it
    bool owner_died = false;  // it is robust, and its last owner ended with it
    bool is_robust = false;
    std::int16_t depth = 0;       // how many times, if it is recursive
    std::uint32_t readers = 0;    // threads that share it, a bit each
    std::uint32_t waiters = 0;    // threads in its queue, a bit each
    std::uint64_t locked_at = 0;  // place

    Clock released;             // what an acquire learns: C++'s happens-before
    Clock released_by_readers;  // ... which other readers do not
    Clock changed;              // the order of steps: after those that do not commute
    Clock looked;               // ... and after those that do

    bool free_for(bool shared) const { return owner < 0 && (shared || readers == 0); }
};

/// A hash table from address to object, kept from one execution to the next because the
/// addresses are mostly the same.
class Objects {
public:
    Objects();

    /// All objects are as new.
    void begin_execution() { ++execution_; }

    /// The object there; new if this execution has not met it. Stays where it is.
    Object& at(std::uint64_t address);

    /// The object there is no more, as its memory has been freed.
    void forget(std::uint64_t begin, std::uint64_t end);

    /// The mutexes that this thread has, by address.
    Vector<Object*> owned_by(int thread);

    /// This thread waits in no queue any more.
    void forget_waiter(int thread);

    void clear();

private:
    Vector<Object*> slots_;
    Vector<Object*> all_;
    std::uint32_t execution_ = 1;
    void grow();
    void insert(Object* object);
};

}  // namespace triptych::explore
