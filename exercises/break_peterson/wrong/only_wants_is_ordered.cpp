// expects: store_load_reordered, without explore: passes
#include "exercise.hpp"

void enter(Motor& motor, int me) {
    const int other = 1 - me;
    motor.wants[me].store(true, std::memory_order_seq_cst);
    motor.turn.store(other, std::memory_order_release);
    while (motor.wants[other].load(std::memory_order_acquire) &&
           motor.turn.load(std::memory_order_acquire) == other) {
    }
}

void leave(Motor& motor, int me) {
    motor.wants[me].store(false, std::memory_order_release);
}
