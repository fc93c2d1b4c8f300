/// Predicts the map from a few prices.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace triptych::cli {

/// The cost of a primitive in seconds, while others do the same (see benches/prices.cpp).
struct TaskPrice {
    double begin = 0;  // to begin and end a thread, a process, or a coroutine's frame
    double sleep = 0;  // to suspend and to wake up
};

struct TaskPrices {
    TaskPrice thread = {};
    TaskPrice process = {};
    TaskPrice coroutine = {};
    double lateness = 0;  // how much later than asked for a sleep ends
};

/// A number of tasks, each of which waits and computes.
struct Load {
    std::int64_t tasks = 1;
    int turns = 1;               // each task waits and computes this many times
    double wait_seconds = 0;     // of each task
    double compute_seconds = 0;  // of each task
    int cores = 1;
};

/// The seconds that this implementation ("threads") should take: the least possible time for n
/// tasks that wait w and compute c, max(n c / cores, w + c), plus n times the cost of a task.
/// Coroutines on one event loop have one core. Nullopt for an unknown implementation.
std::optional<double> predicted_seconds(std::string_view implementation, const Load& load,
                                        const TaskPrices& prices);

}  // namespace triptych::cli
