/// Merge sort with coroutines, offloaded: the coroutines only divide and wait. What computes
/// runs in the threads of a pool, so there is a speed-up.
#include <utility>
#include <vector>

#include "common/cores.hpp"
#include "common/workloads/merge_sort.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/offload.hpp"
#include "coroutines/primitives/run.hpp"

namespace triptych::coroutines {
namespace {

template <typename Function>
Task<> in(const RunElsewhere& elsewhere, Function function) {
    co_await offload(elsewhere, function);
}

Task<> merge(const RunElsewhere& elsewhere, std::span<const int> source, std::span<int> target) {
    std::vector<Task<>> halves;
    halves.push_back(in(elsewhere, [=] { merge_low(source, target); }));
    halves.push_back(in(elsewhere, [=] { merge_high(source, target); }));
    co_await gather(std::move(halves));
}

/// Requires: both hold the same values, as triptych::merge_sort does.
Task<> merge_sort(const RunElsewhere& elsewhere, std::span<int> target, std::span<int> scratch,
                  int forks) {
    if (forks == 0) {
        const auto sort = [=] { triptych::merge_sort(target, scratch); };
        co_await offload(elsewhere, sort);
        co_return;
    }
    std::vector<Task<>> halves;
    halves.push_back(merge_sort(elsewhere, lower(scratch), lower(target), forks - 1));
    halves.push_back(merge_sort(elsewhere, upper(scratch), upper(target), forks - 1));
    co_await gather(std::move(halves));
    co_await merge(elsewhere, scratch, target);
}

}  // namespace

Values merge_sort_offloaded(Values values, const RunElsewhere& elsewhere) {
    Values scratch{values};
    run(merge_sort(elsewhere, values, scratch, forks_to_fill_cores()));
    return values;
}

}  // namespace triptych::coroutines
