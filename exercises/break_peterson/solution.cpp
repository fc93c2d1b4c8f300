#include "exercise.hpp"

void enter(Motor& motor, int me) {
    const int other = 1 - me;
    motor.wants[me].store(true);
    motor.turn.store(other);  // sequentially consistent: no load below goes ahead of it
    while (motor.wants[other].load() && motor.turn.load() == other) {
    }
}

void leave(Motor& motor, int me) {
    motor.wants[me].store(false, std::memory_order_release);
}
