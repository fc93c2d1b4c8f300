// Predicts the time of each model, and takes the least.
#include <algorithm>

#include "exercise.hpp"

namespace {

double predicted_ms(const Work& work, Model model) {
    const double computing = work.tasks * work.computes_ms;
    if (model == Model::coroutines) return work.waits_ms + computing + work.tasks * 0.0002;
    const double each_ms = model == Model::threads ? 0.05 : 0.16;
    return work.waits_ms + work.tasks * each_ms + computing / std::min(work.tasks, work.cores);
}

}  // namespace

Model choose(const Work& work) {
    if (work.may_crash) return Model::processes;
    const bool threads = predicted_ms(work, Model::threads) < predicted_ms(work, Model::coroutines);
    return threads ? Model::threads : Model::coroutines;
}
