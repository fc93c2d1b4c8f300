// expects: store_load_reordered, without explore: passes
#include "exercise.hpp"

void enter(Motor& motor, int me) {
    const int other = 1 - me;
    motor.wants[me].store(true, std::memory_order_relaxed);
    motor.turn.store(other, std::memory_order_relaxed);
    while (motor.wants[other].load(std::memory_order_relaxed) &&
           motor.turn.load(std::memory_order_relaxed) == other) {
    }
}

void leave(Motor& motor, int me) {
    motor.wants[me].store(false, std::memory_order_relaxed);
}
