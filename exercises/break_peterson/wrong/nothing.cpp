// expects: check_then_act, without explore: passes
#include "exercise.hpp"

void enter(Motor&, int) {}

void leave(Motor&, int) {}
