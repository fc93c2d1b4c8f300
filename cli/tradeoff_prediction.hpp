/// What the map should look like, from a few prices: computed, not measured.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace triptych::cli {

/// Seconds: what a primitive costs here (see benches/prices.cpp).
struct TaskPrices {
    double thread = 0;      // create, join
    double process = 0;     // fork, wait
    double coroutine = 0;   // create_task, await
    double sleep = 0;       // of a coroutine, on its loop
    double thread_job = 0;  // of a pool
    double process_job = 0;
};

/// A mixture of tasks, each of which waits and computes.
struct Load {
    std::int64_t tasks = 1;
    int turns = 1;               // of waiting and computing, in each task
    double wait_seconds = 0;     // of each task
    double compute_seconds = 0;  // of each task
    int workers = 1;             // of a pool
    int cores = 1;
};

/// Seconds that this answer ("threads.pool") should take: what is possible at best,
/// max(n c / cores, w + c), and on top of it what its primitives cost. Who starts workers starts
/// one after another, and the last has all of its task before it; a pool is as wide as it has
/// workers; a loop has one core. Nothing if nobody knows how that answer works.
std::optional<double> predicted_seconds(std::string_view answer, const Load& load,
                                        const TaskPrices& prices);

}  // namespace triptych::cli
