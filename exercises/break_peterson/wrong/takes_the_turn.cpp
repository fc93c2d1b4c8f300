// expects: check_then_act, without explore: passes
#include "exercise.hpp"

void enter(Motor& motor, int me) {
    const int other = 1 - me;
    motor.turn.store(other);
    motor.wants[me].store(true);
    while (motor.wants[other].load() && motor.turn.load() == other) {
    }
}

void leave(Motor& motor, int me) {
    motor.wants[me].store(false);
}
