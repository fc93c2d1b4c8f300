/// Merge sort with processes: at each fork, a child sorts one half. What a child writes to its own
/// memory is lost when it exits, so the values are copied to shared memory, and back at the end.
#include "common/workloads/merge_sort.hpp"

#include <algorithm>

#include "common/cores.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared_array.hpp"

namespace triptych::processes {
namespace {

void merge(std::span<const int> source, std::span<int> target) {
    Process low{[=] { merge_low(source, target); }};
    merge_high(source, target);
    low.join();
}

/// Requires: both hold the same values, as triptych::merge_sort does.
void merge_sort(std::span<int> target, std::span<int> scratch, int forks) {
    if (forks == 0) return triptych::merge_sort(target, scratch);
    Process left{[=] { merge_sort(lower(scratch), lower(target), forks - 1); }};
    merge_sort(upper(scratch), upper(target), forks - 1);
    left.join();
    merge(scratch, target);
}

}  // namespace

Values merge_sort(Values values) {
    SharedArray<int> shared{std::span<const int>{values}};
    SharedArray<int> scratch{std::span<const int>{values}};
    merge_sort(shared.values(), scratch.values(), forks_to_fill_cores());
    std::ranges::copy(shared.values(), values.begin());
    return values;
}

}  // namespace triptych::processes
