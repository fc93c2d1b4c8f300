// expects: costly_model
#include "exercise.hpp"

Model choose(const Work& work) {
    return work.tasks > 50 ? Model::coroutines : Model::threads;
}
