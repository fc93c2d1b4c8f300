/// By OpenMP's tasks: what numerical programs use. Without it the pragmas mean nothing, and all of
/// this runs on one thread.
#include <cstddef>

#include "benches/peers/peers.hpp"

namespace triptych::peers {
namespace {

constexpr std::size_t smallest_task = 1 << 15;  // values: about a millisecond

void merge_sort_by_tasks(std::span<int> target, std::span<int> scratch) {
    if (target.size() <= smallest_task) return merge_sort(target, scratch);
#pragma omp task
    merge_sort_by_tasks(lower(scratch), lower(target));
    merge_sort_by_tasks(upper(scratch), upper(target));
#pragma omp taskwait
#pragma omp task
    merge_low(scratch, target);
    merge_high(scratch, target);
#pragma omp taskwait
}

}  // namespace

std::optional<std::string> why_no_openmp() {
#ifdef _OPENMP
    return std::nullopt;
#else
    return "built without OpenMP; try: apt-get install libomp-dev (for clang; g++ has it), and "
           "build again";
#endif
}

Values openmp_merge_sort(Values values) {
    Values scratch = values;
#pragma omp parallel
#pragma omp single
    merge_sort_by_tasks(values, scratch);
    return values;
}

Lists openmp_sort_many(Lists lists) {
#pragma omp parallel
#pragma omp single
    // NOLINTNEXTLINE(modernize-loop-convert): of what a reference names, a task gets a copy
    for (std::size_t i = 0; i < lists.size(); ++i) {
#pragma omp task  // and no taskloop: g++ 12's leaves it all to one thread
        merge_sort(lists[i]);
    }
    return lists;
}

std::int64_t openmp_shared_counter(const Race& race) {
    std::int64_t counter = 0;
#pragma omp parallel for num_threads(race.workers)
    for (int worker = 0; worker < race.workers; ++worker)
        for (std::int64_t i = 0; i < race.additions; ++i) {
#pragma omp atomic
            ++counter;
        }
    return counter;
}

}  // namespace triptych::peers
