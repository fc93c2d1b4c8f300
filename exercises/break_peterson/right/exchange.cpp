// An exchange empties the buffer, as every atomic read-modify-write on x86.
#include "exercise.hpp"

void enter(Motor& motor, int me) {
    const int other = 1 - me;
    motor.wants[me].store(true);
    motor.turn.exchange(other);
    for (;;) {
        if (!motor.wants[other].load()) return;
        if (motor.turn.load() == me) return;
    }
}

void leave(Motor& motor, int me) {
    motor.wants[me] = false;
}
