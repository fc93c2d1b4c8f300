/// Fork-join with a process pool: the parts are divided down to the grain before the workers are
/// forked, so these inherit them; they write their counts to shared memory.
#include <numeric>
#include <ranges>

#include "common/workloads/fork_join.hpp"
#include "processes/primitives/process_pool.hpp"
#include "processes/primitives/shared_array.hpp"

namespace triptych::processes {

std::int64_t fork_join_pool(const Division& division) {
    return division.of_whole([&](const auto& whole) {
        const auto parts = divide_down_to(division.grain, whole);
        SharedArray<std::int64_t> shared{parts.size()};
        const std::span<std::int64_t> counts = shared.values();
        ProcessPool pool{division.workers};
        pool.map([&](std::size_t i) { counts[i] = count(parts[i]); },
                 std::views::iota(std::size_t{0}, parts.size()));
        return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    });
}

}  // namespace triptych::processes
