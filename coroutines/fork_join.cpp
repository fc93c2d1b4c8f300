/// Fork-join with coroutines: the same fork and join, but on one thread. It is concurrent without
/// being parallel: expect no speed-up. (On several threads: variants/fork_join_stealing.cpp.)
#include "common/workloads/fork_join.hpp"

#include <numeric>
#include <utility>
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"

namespace triptych::coroutines {
namespace {

template <typename Part>
Task<std::int64_t> count(Part part, int grain);

/// A task counts each part.
template <typename Part>
Task<std::int64_t> count_all(const Part& part, int grain) {
    std::vector<Task<std::int64_t>> tasks;
    for (int i = 0; i < parts_of(part); ++i)
        tasks.push_back(count(part_of(part, i), grain));
    const auto counts = co_await gather(std::move(tasks));
    co_return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

template <typename Part>
Task<std::int64_t> count(Part part, int grain) {
    if (levels(part) <= grain) co_return triptych::count(part);
    co_return co_await count_all(part, grain);
}

}  // namespace

std::int64_t fork_join(const Division& division) {
    return division.of_whole([&](const auto& whole) { return run(count(whole, division.grain)); });
}

}  // namespace triptych::coroutines
