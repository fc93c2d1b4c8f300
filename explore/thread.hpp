/// A thread of the program under test, as the scheduler sees it.
#pragma once

#include <cstdint>

#include "explore/clock.hpp"
#include "explore/engine_memory.hpp"
#include "explore/fiber.hpp"
#include "explore/operation.hpp"
#include "explore/spinning.hpp"

namespace triptych::explore {

enum class State : std::uint8_t {
    unborn,
    running,   // has something to do that no other thread can see
    pending,   // at a step: the schedule decides when it is done
    joining,   // until another thread has ended
    waiting,   // in the queue of a condition
    draining,  // until its store buffer is empty
    ended,
    failed,  // its assertion failed: it stays where it is
};

/// A store that its thread has done and that is not in memory yet (--memory tso).
struct BufferedStore {
    std::uint64_t address = 0;
    std::uint64_t object = 0;
    std::uint64_t value = 0;
    std::uint64_t place = 0;
    std::uint8_t size = 0;
    int hook = 0;    // of the store
    Clock released;  // what it publishes once it is in memory
    Clock order;     // the steps before it
};

struct Thread {
    int id = 0;
    int parent = -1;
    int process = 0;  // the number of its first thread
    State state = State::unborn;
    bool joined = false;
    bool detached = false;

    Operation pending;             // the step it is at or did last
    int variant = 0;               // which of its results the schedule chose
    int joining = -1;              // the thread it waits for
    std::uint64_t blocked_at = 0;  // place of the join or wait
    std::uint64_t waits_on = 0;    // the object it waits on
    int surprises = 0;             // spurious wake-ups and failures it may still have
    bool has_deadline = false;     // its wait would end by itself

    Clock structure;  // by creations and joins
    Clock sync;       // C++'s happens-before
    Clock order;      // of the steps
    Clock released_by_fence;
    Clock to_acquire_by_fence;

    int hooks = 0;       // instrumented steps so far
    int unsettled = -1;  // event whose written value is not known yet
    int children = 0;
    Vector<std::uint64_t> candidates;  // frames of the tasks one of which its loop will run

    Spinning spinning;
    Vector<BufferedStore> buffer;  // oldest first

    void* (*body)(void*) = nullptr;
    void* argument = nullptr;
    void* result = nullptr;

    struct Destructor {
        void (*function)(void*);
        void* object;
    };
    Vector<Destructor> destructors;  // of its thread_local objects
};

}  // namespace triptych::explore
