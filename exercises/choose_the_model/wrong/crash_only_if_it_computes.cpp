// expects: costly_model
#include "exercise.hpp"

Model choose(const Work& work) {
    if (work.may_crash && work.computes_ms > 0) return Model::processes;
    return work.computes_ms > 0.05 ? Model::threads : Model::coroutines;
}
