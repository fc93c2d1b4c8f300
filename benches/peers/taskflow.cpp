/// fork_join with Taskflow, a library for graphs of tasks.
#include <array>
#include <cstddef>
#include <fmt/format.h>
#include <taskflow/taskflow.hpp>

#include "benches/peers/peers.hpp"
#include "common/workloads/fork_join.hpp"

namespace triptych::peers {
namespace {

template <typename Part>
void count_by_subflow(const Part& part, int grain, std::int64_t& sum, tf::Subflow& subflow) {
    if (levels(part) <= grain) {
        sum = count(part);
        return;
    }
    const int parts = parts_of(part);
    std::array<std::int64_t, static_cast<std::size_t>(Part::most_parts)> counts{};
    for (int i = 0; i < parts; ++i)
        subflow.emplace([smaller = part_of(part, i), grain,
                         &its_count = counts[static_cast<std::size_t>(i)]](tf::Subflow& its_own) {
            count_by_subflow(smaller, grain, its_count, its_own);
        });
    subflow.join();
    sum = 0;
    for (int i = 0; i < parts; ++i)
        sum += counts[static_cast<std::size_t>(i)];
}

}  // namespace

std::optional<std::string> why_no_taskflow() {
    return std::nullopt;
}

std::string taskflow_version() {
    return tf::version();
}

std::int64_t taskflow_fork_join(const Division& division) {
    tf::Executor executor{static_cast<std::size_t>(division.workers)};
    return division.of_whole([&](const auto& whole) {
        std::int64_t sum = 0;
        tf::Taskflow flow;
        flow.emplace(
            [&](tf::Subflow& subflow) { count_by_subflow(whole, division.grain, sum, subflow); });
        executor.run(flow).wait();
        return sum;
    });
}

}  // namespace triptych::peers
