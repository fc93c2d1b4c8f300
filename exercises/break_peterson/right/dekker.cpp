// Dekker's lock: who has not the turn steps back.
#include "exercise.hpp"

void enter(Motor& motor, int me) {
    const int other = 1 - me;
    motor.wants[me] = true;
    while (motor.wants[other]) {
        if (motor.turn == me) continue;
        motor.wants[me] = false;
        while (motor.turn != me) {
        }
        motor.wants[me] = true;
    }
}

void leave(Motor& motor, int me) {
    motor.turn = 1 - me;
    motor.wants[me] = false;
}
