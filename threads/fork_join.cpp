/// Fork-join with threads: at each of the highest levels, a new thread counts each part but the
/// last. A thread costs much more than a small part, so lower levels are counted in one thread.
/// Its future brings its count, or its exception: a thread that lets one escape ends the program.
#include "common/workloads/fork_join.hpp"

#include <future>
#include <thread>
#include <utility>

#include "common/cores.hpp"

namespace triptych::threads {
namespace {

template <typename Part>
std::int64_t count(const Part& part, int forks);

/// Another thread counts part `i`, and this one the parts after it.
template <typename Part>
std::int64_t count_from(const Part& part, int i, int forks) {
    if (i + 1 == parts_of(part)) return count(part_of(part, i), forks);
    std::packaged_task<std::int64_t()> task{[&] { return count(part_of(part, i), forks); }};
    std::future<std::int64_t> its_count = task.get_future();
    const std::jthread other{std::move(task)};
    const std::int64_t others = count_from(part, i + 1, forks);
    return its_count.get() + others;
}

template <typename Part>
std::int64_t count(const Part& part, int forks) {
    if (forks == 0 || levels(part) == 0) return triptych::count(part);
    return parts_of(part) == 0 ? 0 : count_from(part, 0, forks - 1);
}

}  // namespace

std::int64_t fork_join(const Division& division) {
    return division.of_whole(
        [&](const auto& whole) { return count(whole, levels_to_fork(whole, cores_allowed())); });
}

}  // namespace triptych::threads
