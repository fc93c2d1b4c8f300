/// The workloads with OpenMP's tasks, which numerical programs use.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <fmt/format.h>
#include <numeric>
#include <omp.h>
#include <stdexcept>

#include "benches/peers/peers.hpp"
#include "common/cores.hpp"

namespace triptych::peers {
namespace {

constexpr std::size_t smallest_task = 1 << 15;  // values; takes about a millisecond

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

template <typename Part>
std::int64_t count_by_tasks(const Part& part, int grain) {
    if (levels(part) <= grain) return count(part);
    const int last = parts_of(part) - 1;
    if (last < 0) return 0;
    std::int64_t counts[Part::most_parts];  // NOLINT: the tasks write to it
    for (int i = 0; i < last; ++i) {
#pragma omp task shared(counts, part)
        counts[i] = count_by_tasks(part_of(part, i), grain);
    }
    counts[last] = count_by_tasks(part_of(part, last), grain);
#pragma omp taskwait
    return std::accumulate(counts, counts + last + 1, std::int64_t{0});
}

/// OpenMP may start fewer threads than requested, and reports that only inside a parallel region:
/// `there` is the result of omp_get_num_threads() there. Throws std::runtime_error if it is too
/// small.
void require_all(int there, int wanted) {
    if (there < wanted)
        throw std::runtime_error{fmt::format(
            "OpenMP gave {} of {} threads: see OMP_THREAD_LIMIT and OMP_DYNAMIC", there, wanted)};
}

}  // namespace

std::optional<std::string> why_no_openmp() {
    const int wanted = std::max(cores_allowed(), Race{}.workers);
    const int allowed = omp_get_thread_limit();
    if (allowed >= wanted) return std::nullopt;
    return fmt::format("of {} threads OMP_THREAD_LIMIT allows {}; try: unset OMP_THREAD_LIMIT",
                       wanted, allowed);
}

std::string openmp_version() {
    return fmt::format("{}", _OPENMP);
}

Values openmp_merge_sort(Values values) {
    Values scratch = values;
    const int wanted = cores_allowed();
    int there = 0;
#pragma omp parallel num_threads(wanted)
#pragma omp single
    {
        there = omp_get_num_threads();
        merge_sort_by_tasks(values, scratch);
    }
    require_all(there, wanted);
    return values;
}

Lists openmp_sort_many(Lists lists, int workers) {
    int there = 0;
#pragma omp parallel num_threads(workers)
#pragma omp single
    {
        there = omp_get_num_threads();
        // NOLINTNEXTLINE(modernize-loop-convert): a task would copy what a reference refers to
        for (std::size_t i = 0; i < lists.size(); ++i) {
#pragma omp task  // and no taskloop: g++ 12's leaves it all to one thread
            merge_sort(lists[i]);
        }
    }
    require_all(there, workers);
    return lists;
}

std::int64_t openmp_fork_join(const Division& division) {
    std::int64_t sum = 0;
    int there = 0;
#pragma omp parallel num_threads(division.workers)
#pragma omp single
    {
        there = omp_get_num_threads();
        sum = division.of_whole(
            [&](const auto& whole) { return count_by_tasks(whole, division.grain); });
    }
    require_all(there, division.workers);
    return sum;
}

std::int64_t openmp_shared_counter(const Race& race) {
    std::int64_t counter = 0;
    int there = 0;
#pragma omp parallel for num_threads(race.workers)
    for (int worker = 0; worker < race.workers; ++worker) {
        if (worker == 0) there = omp_get_num_threads();
        for (std::int64_t i = 0; i < race.additions; ++i) {
#pragma omp atomic
            ++counter;
        }
    }
    require_all(there, race.workers);
    return counter;
}

std::int64_t openmp_shared_counter_reduction(const Race& race) {
    std::int64_t counter = 0;
    int there = 0;
#pragma omp parallel for num_threads(race.workers) reduction(+ : counter)
    for (int worker = 0; worker < race.workers; ++worker) {
        if (worker == 0) there = omp_get_num_threads();
        std::atomic<std::int64_t> mine{0};  // prevents the compiler from merging the additions
        for (std::int64_t i = 0; i < race.additions; ++i)
            mine.fetch_add(1, std::memory_order_relaxed);
        counter += mine;
    }
    require_all(there, race.workers);
    return counter;
}

}  // namespace triptych::peers
