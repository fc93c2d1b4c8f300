#include "exercise.hpp"

Model choose(const Work& work) {
    if (work.may_crash) return Model::processes;
    constexpr double thread_ms = 0.05;  // to start one and to join it
    const double saved_ms = work.computes_ms * (1 - 1.0 / work.cores);  // of each task, by cores
    return saved_ms > thread_ms ? Model::threads : Model::coroutines;
}
