/// The room that nobody sleeps in: what you write.
#pragma once

#include <chrono>
#include <functional>

#include "coroutines/primitives/task.hpp"

struct Hotel {
    int rooms = 0;   // that are free
    int booked = 0;  // that are paid
    std::function<triptych::coroutines::Task<>()> pay;
};

/// Holds a room while the guest pays, for at most `limit`. Returns whether it is booked.
triptych::coroutines::Task<bool> book(Hotel& hotel, std::chrono::milliseconds limit);
