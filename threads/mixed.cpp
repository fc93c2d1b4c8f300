/// Mixed with threads: one thread per task. While some wait, others compute, on all cores. But
/// each task also costs the creation of a thread.
#include "common/workloads/mixed.hpp"

#include <ranges>
#include <thread>
#include <vector>

#include "threads/primitives/thread_pool.hpp"

namespace triptych::threads {
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
    std::vector<std::uint64_t> states(static_cast<std::size_t>(mixture.tasks));
    std::vector<std::jthread> workers;
    workers.reserve(states.size());
    for (std::int64_t task = 0; task < mixture.tasks; ++task)
        workers.emplace_back([&mixture, task, &state = states[static_cast<std::size_t>(task)]] {
            state = work(mixture, task);
        });
    for (std::jthread& worker : workers)
        worker.join();
    return states;
}

std::vector<std::uint64_t> mixed_pool(const Mixture& mixture) {
    ThreadPool pool{mixture.workers};
    return pool.map([&](std::int64_t task) { return work(mixture, task); },
                    std::views::iota(std::int64_t{0}, mixture.tasks));
}

}  // namespace triptych::threads
