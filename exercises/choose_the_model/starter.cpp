#include "exercise.hpp"

Model choose(const Work& /*work*/) {
    return Model::threads;  // Your turn: when is another model better?
}
