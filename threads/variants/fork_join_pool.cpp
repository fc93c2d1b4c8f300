/// Fork-join with a thread pool that has one queue: the parts are divided down to the grain before
/// the pool gets them, because no job of this pool may wait for another one.
#include <atomic>
#include <numeric>
#include <vector>

#include "common/workloads/fork_join.hpp"
#include "threads/primitives/thread_pool.hpp"
#include "threads/primitives/watched_waits.hpp"

namespace triptych::threads {

std::int64_t fork_join_pool(const Division& division) {
    return division.of_whole([&](const auto& whole) {
        const auto parts = divide_down_to(division.grain, whole);
        ThreadPool pool{division.workers};
        const auto counts = pool.map([](const auto& part) { return count(part); }, parts);
        return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    });
}

namespace {

/// What the jobs of a division share. Declared before the pool, so it outlives them.
struct Watch {
    int grain;
    WatchedWaits waits{2};
    std::atomic<std::int64_t> deadlocks{0};
};

template <typename Part>
std::int64_t divide_and_wait(const Part& part, Watch& watch, ThreadPool& pool) {
    if (levels(part) <= watch.grain) return count(part);
    std::vector<Future<std::int64_t>> counts;
    for (int i = 0; i < parts_of(part); ++i)
        counts.push_back(pool.submit(
            [&, smaller = part_of(part, i)] { return divide_and_wait(smaller, watch, pool); }));
    try {
        std::int64_t sum = 0;
        for (const auto& one : counts)
            sum += watch.waits.result_of(one);
        return sum;
    } catch (const DeadlockError&) {
        ++watch.deadlocks;
        for (auto& one : counts)
            one.cancel();
        return count(part);
    }
}

}  // namespace

/// Broken on purpose: a deadlock. A job waits for the jobs of its parts, which are behind it in the
/// queue of the same pool. As soon as every worker runs such a job, nobody is left to run what they
/// wait for. There is no data race and no undefined behaviour: without the watch, all would wait
/// for ever. With it, the wait that would be the last one throws, and its job counts its part
/// alone.
///
/// Two workers are enough to show it: the first waits for the parts of the whole, and the second
/// for the parts of one of these. With more workers it only takes more parts.
WatchedCount fork_join_waiting(const Division& division) {
    Watch watch{.grain = division.grain};
    ThreadPool pool{2};
    const std::int64_t sum = division.of_whole([&](const auto& whole) {
        return pool.submit([&] { return divide_and_wait(whole, watch, pool); }).result();
    });
    pool.shutdown();
    return {sum, watch.deadlocks};
}

}  // namespace triptych::threads
