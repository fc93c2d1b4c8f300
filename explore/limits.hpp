/// How far an execution may go, and what it may meet.
#pragma once

#include <cstdint>

namespace triptych::explore {

struct Limits {
    int steps = 2000;                // of an execution, until it is called endless
    std::int64_t hooks = 2'000'000;  // accesses, likewise: that bounds its memory, too
    int surprises = 1;               // spurious wake-ups and spurious failures, for each thread
    bool store_buffers = false;  // total store order, as on x86, instead of sequential consistency
};

}  // namespace triptych::explore
