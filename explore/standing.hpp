/// What a thread does while another takes a step: for the drawing of a schedule (--trace).
#pragma once

#include <cstddef>
#include <cstdint>

#include "explore/operation.hpp"
#include "explore/thread.hpp"

namespace triptych::explore {

/// One thread that is not the one whose step it is. Taken down while a replay is recorded.
struct Standing {
    std::size_t event = 0;  // of the other's step
    int thread = 0;
    State state = State::pending;
    bool can_go = true;        // if it is pending: the schedule could have chosen it
    Kind kind = Kind::read;    // of the step it is at
    std::uint64_t object = 0;  // it waits for
    int of = -1;               // the thread that has it, or that is to end
};

}  // namespace triptych::explore
