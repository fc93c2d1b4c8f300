// By the share of a task that is waiting.
#include "exercise.hpp"

Model choose(const Work& work) {
    if (work.may_crash) return Model::processes;
    const double share = work.waits_ms / (work.waits_ms + work.computes_ms);
    return share > 0.7 ? Model::coroutines : Model::threads;
}
