/// Fork-join with processes: at each of the highest levels, a child counts each part but the last.
/// It inherits its part by copy-on-write, but its count must be written to shared memory.
#include "common/workloads/fork_join.hpp"

#include "common/cores.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"

namespace triptych::processes {
namespace {

template <typename Part>
std::int64_t count(const Part& part, int forks);

/// A child counts part `i`, and this process the parts after it.
template <typename Part>
std::int64_t count_from(const Part& part, int i, int forks) {
    if (i + 1 == parts_of(part)) return count(part_of(part, i), forks);
    Shared<std::int64_t> its_count{0};
    Process other{[&] { *its_count = count(part_of(part, i), forks); }};
    const std::int64_t others = count_from(part, i + 1, forks);
    other.join();
    return *its_count + others;
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

}  // namespace triptych::processes
