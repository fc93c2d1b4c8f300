/// Fork-join with a work-stealing pool: the same code as with a thread for each part, but a fork is
/// only an entry in the worker's own queue. So it can fork down to the grain.
#include "common/workloads/fork_join.hpp"
#include "threads/primitives/fork.hpp"

namespace triptych::threads {
namespace {

template <typename Part>
std::int64_t count(const Part& part, int grain);

/// An idle worker counts part `i`, and this worker the parts after it.
template <typename Part>
std::int64_t count_from(const Part& part, int i, int grain) {
    if (i + 1 == parts_of(part)) return count(part_of(part, i), grain);
    std::int64_t its_count = 0;
    Fork other{[&] { its_count = count(part_of(part, i), grain); }};
    const std::int64_t others = count_from(part, i + 1, grain);
    other.join();
    return its_count + others;
}

template <typename Part>
std::int64_t count(const Part& part, int grain) {
    if (levels(part) <= grain) return triptych::count(part);
    return parts_of(part) == 0 ? 0 : count_from(part, 0, grain);
}

}  // namespace

std::int64_t fork_join_stealing(const Division& division) {
    StealingPool pool{division.workers};
    return division.of_whole(
        [&](const auto& whole) { return pool.run([&] { return count(whole, division.grain); }); });
}

}  // namespace triptych::threads
