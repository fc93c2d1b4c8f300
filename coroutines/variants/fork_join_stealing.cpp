/// Fork-join with coroutines on several threads: co_await scope.fork() runs the first part as a
/// call, and an idle worker steals what comes after it. So coroutines need not mean one core.
#include <numeric>

#include "common/workloads/fork_join.hpp"
#include "coroutines/primitives/fork_scope.hpp"

namespace triptych::coroutines {
namespace {

template <typename Part>
ForkedTask<std::int64_t> count(Part part, int grain) {
    if (levels(part) <= grain) co_return triptych::count(part);
    const int last = parts_of(part) - 1;
    if (last < 0) co_return 0;
    std::int64_t counts[Part::most_parts];  // NOLINT: the children write to it
    ForkScope scope;
    for (int i = 0; i < last; ++i)
        co_await scope.fork(counts[i], count(part_of(part, i), grain));
    counts[last] = co_await count(part_of(part, last), grain);
    co_await scope.join();
    co_return std::accumulate(counts, counts + last + 1, std::int64_t{0});
}

}  // namespace

std::int64_t fork_join_stealing(const Division& division) {
    StealingScheduler scheduler{division.workers};
    return division.of_whole(
        [&](const auto& whole) { return scheduler.run(count(whole, division.grain)); });
}

}  // namespace triptych::coroutines
