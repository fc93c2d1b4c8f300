// expects: check_then_act, without explore: passes
#include "exercise.hpp"

void enter(Motor& motor, int me) {
    const int other = 1 - me;
    while (motor.wants[other].load()) {
    }
    motor.wants[me].store(true);
    motor.turn.store(other);
}

void leave(Motor& motor, int me) {
    motor.wants[me].store(false);
}
