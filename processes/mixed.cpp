/// Mixed with processes: one child per task. While some wait, others compute, on all cores. But
/// each task also costs the creation of a process.
#include "common/workloads/mixed.hpp"

#include <ranges>
#include <thread>
#include <vector>

#include "processes/primitives/process.hpp"
#include "processes/primitives/process_pool.hpp"
#include "processes/primitives/shared_array.hpp"

namespace triptych::processes {
namespace {

std::uint64_t work(const Mixture& mixture, std::int64_t task) {
    std::uint64_t state = first_state(task);
    for (int turn = 0; turn < task_turns; ++turn) {
        if (mixture.wait > Delay{0}) std::this_thread::sleep_for(mixture.wait);
        state = compute(state, mixture.rounds);
    }
    return state;
}

}  // namespace

std::vector<std::uint64_t> mixed(const Mixture& mixture) {
    SharedArray<std::uint64_t> states{static_cast<std::size_t>(mixture.tasks)};
    std::vector<Process> workers;
    workers.reserve(static_cast<std::size_t>(mixture.tasks));
    for (std::int64_t task = 0; task < mixture.tasks; ++task)
        workers.emplace_back(
            [&mixture, task, &state = states.values()[static_cast<std::size_t>(task)]] {
                state = work(mixture, task);
            });
    for (Process& worker : workers)
        worker.join();
    return {states.values().begin(), states.values().end()};
}

std::vector<std::uint64_t> mixed_pool(const Mixture& mixture) {
    ProcessPool pool{mixture.workers};
    return pool.map([&mixture](std::int64_t task) { return work(mixture, task); },
                    std::views::iota(std::int64_t{0}, mixture.tasks));
}

}  // namespace triptych::processes
