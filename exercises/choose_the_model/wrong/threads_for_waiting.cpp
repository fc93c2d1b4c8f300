// expects: costly_model
#include "exercise.hpp"

Model choose(const Work& work) {
    if (work.may_crash) return Model::processes;
    return work.waits_ms > 0 ? Model::threads : Model::coroutines;
}
