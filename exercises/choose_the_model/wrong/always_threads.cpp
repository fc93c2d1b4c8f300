// expects: costly_model
#include "exercise.hpp"

Model choose(const Work&) {
    return Model::threads;
}
