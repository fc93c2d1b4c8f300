#include "cli/map/tradeoff_prediction.hpp"

#include <algorithm>

namespace triptych::cli {

std::optional<double> predicted_seconds(std::string_view implementation, const Load& load,
                                        const TaskPrices& prices) {
    const double sleeps = load.wait_seconds > 0 ? load.turns : 0;
    const double waiting = load.wait_seconds + sleeps * prices.lateness;
    const auto seconds = [&](int cores, const TaskPrice& price) {
        const auto n = static_cast<double>(load.tasks);
        const double shared_out = n * load.compute_seconds / cores;
        return std::max(shared_out, waiting + load.compute_seconds) +
               n * (price.begin + sleeps * price.sleep);
    };
    if (implementation == "threads") return seconds(load.cores, prices.thread);
    if (implementation == "processes") return seconds(load.cores, prices.process);
    if (implementation == "coroutines") return seconds(1, prices.coroutine);
    return std::nullopt;
}

}  // namespace triptych::cli
