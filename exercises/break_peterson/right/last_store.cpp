// The last store and all loads are sequentially consistent: x86 needs no more.
#include "exercise.hpp"

void enter(Motor& motor, int me) {
    const int other = 1 - me;
    motor.wants[me].store(true, std::memory_order_release);
    motor.turn.store(other, std::memory_order_seq_cst);
    while (motor.wants[other].load() && motor.turn.load() == other) {
    }
}

void leave(Motor& motor, int me) {
    motor.wants[me].store(false, std::memory_order_release);
}
