/// Merge sort with threads: at each fork, a new thread sorts one half. The halves do not overlap,
/// so no lock is needed; after join(), the values may be read.
#include "common/workloads/merge_sort.hpp"

#include <thread>

#include "common/cores.hpp"

namespace triptych::threads {
namespace {

void merge(std::span<const int> source, std::span<int> target) {
    std::jthread low{[=] { merge_low(source, target); }};
    merge_high(source, target);
    low.join();
}

/// Requires: both hold the same values, as triptych::merge_sort does.
void merge_sort(std::span<int> target, std::span<int> scratch, int forks) {
    if (forks == 0) return triptych::merge_sort(target, scratch);
    std::jthread left{[=] { merge_sort(lower(scratch), lower(target), forks - 1); }};
    merge_sort(upper(scratch), upper(target), forks - 1);
    left.join();
    merge(scratch, target);
}

}  // namespace

Values merge_sort(Values values) {
    Values scratch{values};
    merge_sort(values, scratch, forks_to_fill_cores());
    return values;
}

}  // namespace triptych::threads
