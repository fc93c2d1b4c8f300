// expects: costly_model
#include "exercise.hpp"

Model choose(const Work& work) {
    return work.computes_ms > 0.05 ? Model::threads : Model::coroutines;
}
