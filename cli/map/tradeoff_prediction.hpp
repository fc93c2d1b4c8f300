/// What the map should look like, from a few prices: computed, not measured.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace triptych::cli {

/// Seconds: what a primitive costs here, while others do the same (see benches/prices.cpp).
struct TaskPrice {
    double begin = 0;  // and end: a thread, a process, or a coroutine's frame
    double sleep = 0;  // to fall asleep, and to wake up
};

struct TaskPrices {
    TaskPrice thread = {};
    TaskPrice process = {};
    TaskPrice coroutine = {};
    double lateness = 0;  // of whoever sleeps: so much later it ends than asked for
};

/// A mixture of tasks, each of which waits and computes.
struct Load {
    std::int64_t tasks = 1;
    int turns = 1;               // of waiting and computing, in each task
    double wait_seconds = 0;     // of each task
    double compute_seconds = 0;  // of each task
    int cores = 1;
};

/// Seconds that this implementation ("threads") should take: what is possible at best, max(n c /
/// cores, w + c), where a loop has one core, and on top of it n times what a task costs. Nothing if
/// nobody knows how that implementation works.
std::optional<double> predicted_seconds(std::string_view implementation, const Load& load,
                                        const TaskPrices& prices);

}  // namespace triptych::cli
