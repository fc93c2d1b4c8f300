#include "cli/tradeoff_prediction.hpp"

#include <algorithm>
#include <cmath>

namespace triptych::cli {
namespace {

/// Each task has a worker of its own, which costs `price`.
double with_workers(const Load& load, double price) {
    const auto n = static_cast<double>(load.tasks);
    const double shared_out = n * (load.compute_seconds + price) / load.cores;
    const double last_begun = n * price + load.wait_seconds + load.compute_seconds;
    return std::max(shared_out, last_begun);
}

/// So many workers, each of which costs `start`, do the tasks, each of which costs `job`.
double with_pool(const Load& load, double start, double job) {
    const auto n = static_cast<double>(load.tasks);
    const double shared_out = n * (load.compute_seconds + job) / load.cores;
    const double waves = std::ceil(n / load.workers);
    const double in_waves = waves * (load.wait_seconds + load.compute_seconds) + n * job;
    return load.workers * start + std::max(shared_out, in_waves);
}

/// One thread does whatever is not waiting.
double on_loop(const Load& load, double price) {
    const auto n = static_cast<double>(load.tasks);
    const double computing = n * (load.compute_seconds + price);
    const double last_begun = n * price + load.wait_seconds + load.compute_seconds;
    return std::max(computing, last_begun);
}

/// One thread does the waiting for all, a pool with a worker for each core the computing.
double off_loop(const Load& load, const TaskPrices& prices, double price) {
    const auto n = static_cast<double>(load.tasks);
    const double on_the_loop = price + load.turns * prices.thread_job;
    const double shared_out = n * (load.compute_seconds + on_the_loop) / load.cores;
    const double last_begun = n * on_the_loop + load.wait_seconds + load.compute_seconds;
    return load.cores * prices.thread + std::max(shared_out, last_begun);
}

}  // namespace

std::optional<double> predicted_seconds(std::string_view answer, const Load& load,
                                        const TaskPrices& prices) {
    const double sleeps = load.wait_seconds > 0 ? load.turns * prices.sleep : 0;
    const double coroutine = prices.coroutine + sleeps;
    if (answer == "threads") return with_workers(load, prices.thread);
    if (answer == "threads.pool") return with_pool(load, prices.thread, prices.thread_job);
    if (answer == "processes") return with_workers(load, prices.process);
    if (answer == "processes.pool") return with_pool(load, prices.process, prices.process_job);
    if (answer == "coroutines") return on_loop(load, coroutine);
    if (answer == "coroutines.offloaded") return off_loop(load, prices, coroutine);
    return std::nullopt;
}

}  // namespace triptych::cli
