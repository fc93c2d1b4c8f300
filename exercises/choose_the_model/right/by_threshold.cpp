// A threshold: what computes for more than a thread costs gets threads.
#include "exercise.hpp"

Model choose(const Work& work) {
    if (work.may_crash) return Model::processes;
    return work.computes_ms >= 0.1 ? Model::threads : Model::coroutines;
}
