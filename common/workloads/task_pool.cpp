#include "common/workloads/task_pool.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "common/scatter.hpp"

namespace triptych {
namespace {

constexpr std::int32_t shortest_us = 500;
constexpr std::uint64_t different_waits = 1'001;  // up to 1,500 us

std::uint64_t receipt(std::int64_t task) {
    return scatter(static_cast<std::uint64_t>(task));
}

}  // namespace

Delay Batch::wait_of(std::int64_t task) const {
    const std::uint64_t number = scatter(seed + receipt(task));
    return Delay{shortest_us + static_cast<std::int32_t>(number % different_waits)};
}

std::optional<std::int64_t> Worklist::begin() {
    if (next_ == tasks_) return std::nullopt;
    peak_ = std::max(peak_, ++in_flight_);
    return next_++;
}

void Worklist::end(std::int64_t task) {
    --in_flight_;
    ++ended_;
    receipts_ += receipt(task);
}

std::string check_worklist(const Batch& batch, const Worklist& worklist) {
    if (worklist.ended() != batch.tasks)
        return fmt::format("{} of {} tasks have ended", worklist.ended(), batch.tasks);
    if (worklist.in_flight() != 0)
        return fmt::format("{} tasks are still in flight", worklist.in_flight());
    if (worklist.peak_in_flight() > most_in_flight)
        return fmt::format("{} tasks were in flight at once, but at most {} may be",
                           worklist.peak_in_flight(), most_in_flight);
    std::uint64_t receipts = 0;
    for (std::int64_t task = 0; task < batch.tasks; ++task)
        receipts += receipt(task);
    if (worklist.receipts() != receipts) return "one task has ended twice, and another never";
    return {};
}

Metrics flight_metrics(const Worklist& worklist) {
    return {{"peak_in_flight", static_cast<double>(worklist.peak_in_flight())}};
}

double least_pool_seconds(const Batch& batch) {
    double longest = 0;
    double sum = 0;
    for (std::int64_t task = 0; task < batch.tasks; ++task) {
        const double wait = in_seconds(batch.wait_of(task));
        longest = std::max(longest, wait);
        sum += wait;
    }
    return std::max(longest, sum / most_in_flight);
}

}  // namespace triptych
