// Processes compute as fast as threads, if little comes back.
#include "exercise.hpp"

Model choose(const Work& work) {
    if (work.may_crash || work.computes_ms > 1) return Model::processes;
    return Model::coroutines;
}
