/// How an execution ended.
#pragma once

#include <cstdint>

#include "explore/clock.hpp"

namespace triptych::explore {

enum class End : std::uint8_t {
    none,        // not yet
    returned,    // main returned `value`
    exited,      // exit(value)
    assertion,   // assert failed
    terminated,  // std::terminate, abort
    deadlock,
    endless,      // it did not end within the limit of steps
    misuse,       // of a mutex, of freed memory
    crashed,      // by a signal
    unsupported,  // calls what cannot be scheduled
    redundant,    // equivalent to one that was run; not an outcome
    unfair,       // given up: one thread went on and on while another could go; not an outcome
    mismatch,     // did not do what it did before, or what the schedule says
};

/// Whether it is the program's fault whatever it was asked for.
inline bool is_failure(End end) {
    return end != End::returned && end != End::exited && end != End::redundant &&
           end != End::unfair && end != End::none;
}

struct Outcome {
    End end = End::none;
    long value = 0;
    char text[200] = "";      // what failed
    std::uint64_t place = 0;  // where
    std::int8_t thread = 0;   // who

    bool same_as(const Outcome& other) const {
        if (end != other.end || value != other.value) return false;
        for (int i = 0; i < 200; ++i) {
            if (text[i] != other.text[i]) return false;
            if (text[i] == 0) break;
        }
        return true;
    }
};

/// Two accesses to the same memory that nothing orders, at least one of which writes.
struct Race {
    std::uint64_t first_place = 0;
    std::uint64_t second_place = 0;
    std::uint64_t address = 0;
    std::int8_t first_thread = 0;
    std::int8_t second_thread = 0;
    bool first_writes = false;
    bool second_writes = false;
    bool first_atomic = false;
    bool second_atomic = false;
};

}  // namespace triptych::explore
