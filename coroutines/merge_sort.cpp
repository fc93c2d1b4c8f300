/// Merge sort with coroutines: the same fork and join, but on one thread. It is concurrent
/// without being parallel: expect no speed-up. (Offloaded to threads: merge_sort_offloaded.cpp.)
#include "common/workloads/merge_sort.hpp"

#include <utility>
#include <vector>

#include "common/cores.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"

namespace triptych::coroutines {
namespace {

void merge(std::span<const int> source, std::span<int> target) {
    merge_low(source, target);
    merge_high(source, target);
}

/// Requires: both hold the same values, as triptych::merge_sort does.
Task<> merge_sort(std::span<int> target, std::span<int> scratch, int forks) {
    if (forks == 0) {
        triptych::merge_sort(target, scratch);
        co_return;
    }
    std::vector<Task<>> halves;
    halves.push_back(merge_sort(lower(scratch), lower(target), forks - 1));
    halves.push_back(merge_sort(upper(scratch), upper(target), forks - 1));
    co_await gather(std::move(halves));
    merge(scratch, target);
}

}  // namespace

Values merge_sort(Values values) {
    Values scratch{values};
    run(merge_sort(values, scratch, forks_to_fill_cores()));
    return values;
}

}  // namespace triptych::coroutines
