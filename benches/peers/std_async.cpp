/// The workloads with std::async (C++11). There is no pool: each call starts a thread.
#include <future>
#include <vector>

#include "benches/peers/peers.hpp"
#include "common/cores.hpp"

namespace triptych::peers {
namespace {

/// While there are at least two `workers`, another thread takes one half.
void merge_sort_by(int workers, std::span<int> target, std::span<int> scratch) {
    if (workers < 2) return merge_sort(target, scratch);
    auto other =
        std::async(std::launch::async, merge_sort_by, workers / 2, lower(scratch), lower(target));
    merge_sort_by(workers - workers / 2, upper(scratch), upper(target));
    other.get();
    auto low = std::async(std::launch::async, merge_low, scratch, target);
    merge_high(scratch, target);
    low.get();
}

template <typename Part>
std::int64_t count_by_async(const Part& part, int forks) {
    if (forks == 0 || levels(part) == 0) return count(part);
    std::vector<std::future<std::int64_t>> counts;
    for (int i = 0; i + 1 < parts_of(part); ++i)
        counts.push_back(
            std::async(std::launch::async, count_by_async<Part>, part_of(part, i), forks - 1));
    if (parts_of(part) == 0) return 0;
    std::int64_t sum = count_by_async(part_of(part, parts_of(part) - 1), forks - 1);
    for (std::future<std::int64_t>& one : counts)
        sum += one.get();
    return sum;
}

}  // namespace

Values async_merge_sort(Values values) {
    Values scratch = values;
    merge_sort_by(cores_allowed(), values, scratch);
    return values;
}

Lists async_sort_many(Lists lists) {
    std::vector<std::future<void>> sorted;
    sorted.reserve(lists.size());
    for (Values& list : lists)
        sorted.push_back(std::async(std::launch::async, [&list] { merge_sort(list); }));
    for (std::future<void>& one : sorted)
        one.get();
    return lists;
}

std::int64_t async_fork_join(const Division& division) {
    return division.of_whole([](const auto& whole) {
        return count_by_async(whole, levels_to_fork(whole, cores_allowed()));
    });
}

}  // namespace triptych::peers
