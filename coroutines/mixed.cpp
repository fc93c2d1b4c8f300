/// Mixed with coroutines: one coroutine per task, all on one thread. While many wait, only one
/// computes at a time, unless the computation is offloaded to a thread pool.
#include "common/workloads/mixed.hpp"

#include <utility>
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/offload.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

namespace triptych::coroutines {
namespace {

Task<std::uint64_t> work(const Mixture& mixture, std::int64_t task) {
    std::uint64_t state = first_state(task);
    for (int turn = 0; turn < task_turns; ++turn) {
        if (mixture.wait > Delay{0}) co_await sleep_for(mixture.wait);
        state = compute(state, mixture.rounds);
    }
    co_return state;
}

Task<std::uint64_t> work_elsewhere(const Mixture& mixture, std::int64_t task,
                                   const RunElsewhere& elsewhere) {
    std::uint64_t state = first_state(task);
    const auto compute_on = [&] { return compute(state, mixture.rounds); };
    for (int turn = 0; turn < task_turns; ++turn) {
        if (mixture.wait > Delay{0}) co_await sleep_for(mixture.wait);
        if (mixture.rounds > 0) state = co_await offload(elsewhere, compute_on);
    }
    co_return state;
}

}  // namespace

std::vector<std::uint64_t> mixed(const Mixture& mixture) {
    std::vector<Task<std::uint64_t>> tasks;
    for (std::int64_t task = 0; task < mixture.tasks; ++task)
        tasks.push_back(work(mixture, task));
    return run(gather(std::move(tasks)));
}

std::vector<std::uint64_t> mixed_offloaded(const Mixture& mixture, const RunElsewhere& elsewhere) {
    std::vector<Task<std::uint64_t>> tasks;
    for (std::int64_t task = 0; task < mixture.tasks; ++task)
        tasks.push_back(work_elsewhere(mixture, task, elsewhere));
    return run(gather(std::move(tasks)));
}

}  // namespace triptych::coroutines
