/// A lock without the processor's help: what you write.
#pragma once

#include <array>
#include <atomic>

struct Motor {
    std::array<std::atomic<bool>, 2> wants{false, false};
    std::atomic<int> turn{0};
};

/// Waits until nobody else is between enter and leave. `me` is 0 or 1.
void enter(Motor& motor, int me);

void leave(Motor& motor, int me);
