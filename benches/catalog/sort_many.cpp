#include "benches/catalog/offloaded.hpp"
#include "benches/catalog/prepared_run.hpp"
#include "benches/catalog/python_run.hpp"
#include "benches/catalog/refusals.hpp"
#include "benches/catalog/workloads.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "benches/mpi/job.hpp"
#include "benches/peers/peers.hpp"
#include "common/cores.hpp"
#include "common/workloads/sequential.hpp"
#include "threads/primitives/limit.hpp"

namespace triptych {
namespace {

template <typename Solve>
auto sorting(Solve solve) {
    return [solve](std::int64_t size, std::uint64_t seed) {
        Lists lists = make_lists(size, seed);
        auto input = fingerprints(lists);
        return prepare_run(
            std::move(lists), solve,
            [input](const Lists& sorted) { return check_sorted_lists(input, sorted); },
            [](const Lists&) { return Metrics{}; });
    };
}

/// The number of workers of a pool: one per core unless it is set.
int workers_of(const Parameters& set) {
    int workers = 0;
    set_from(set, "workers", workers);
    return workers == 0 ? cores_allowed() : workers;
}

/// Sorts with a pool of workers_of(set) workers.
template <typename Solve>
auto sorting_by_pool(Solve solve) {
    return [solve](std::int64_t size, std::uint64_t seed, const Parameters& set) {
        const int workers = workers_of(set);
        const auto with_workers = [=](Lists&& lists) { return solve(std::move(lists), workers); };
        return sorting(with_workers)(size, seed);
    };
}

auto by_ranks() {
    return [](std::int64_t size, std::uint64_t seed, const Parameters& set) {
        return run_on_ranks("sort_many", size, seed, set);
    };
}

auto by_python(const char* program) {
    return [program](std::int64_t size, std::uint64_t seed, const Parameters& set) {
        const Lists lists = make_lists(size, seed);
        peers::Lists terms_and_lists{{workers_of(set)}};
        terms_and_lists.insert(terms_and_lists.end(), lists.begin(), lists.end());
        return python_run(
            program, terms_and_lists, peers::lengths_of(lists),
            [](peers::Lists output) { return output; },
            [input = fingerprints(lists)](const Lists& sorted) {
                return check_sorted_lists(input, sorted);
            },
            [](const Lists&) { return Metrics{}; });
    };
}

}  // namespace

Workload sort_many_workload() {
    return {
        .name = "sort_many",
        .problem = "Sort a batch of lists of 30,000 integers, each by itself.",
        .unit = "lists",
        .usual = 200,
        .sizes = {200, 1'000},
        .quick = {50},
        .largest = 100'000,
        .parameters = {{"workers", "of the pools, 0 for one per core", 0, 0, 1'000}},
        .implementations =
            {{"sequential", "", "one list after another", Role::baseline,
              sorting(sequential::sort_many), never_skipped},
             {"threads", "", "a pool of threads", Role::contender,
              sorting_by_pool(threads::sort_many), never_skipped},
             {"processes", "", "a pool, results in shared memory", Role::contender,
              sorting_by_pool(processes::sort_many), never_skipped},
             {"processes", "pipe", "a pool, lists sent both ways", Role::contender,
              sorting_by_pool(processes::sort_many_pipe), never_skipped},
             {"coroutines", "", "a task per list, on one thread", Role::contender,
              sorting(coroutines::sort_many), never_skipped},
             {"coroutines", "offloaded", "a thread pool sorts", Role::contender,
              sorting_by_pool(offloaded_to_pool<coroutines::sort_many_offloaded, Lists>),
              never_skipped},
             {"processes", "mpi", "MPI: ranks take lists as they ask", Role::peer, by_ranks(),
              ranks_refuse()},
             {"tbb", "", "tbb::parallel_for with std::sort", Role::peer,
              sorting_by_pool(peers::tbb_sort_many), skipped_if(peers::why_no_tbb)},
             {"tbb", "task_group", "tbb::task_group with std::sort", Role::peer,
              sorting_by_pool(peers::tbb_sort_many_task_group), skipped_if(peers::why_no_tbb)},
             {"std", "par", "std::for_each with par and std::sort", Role::peer,
              sorting(peers::par_sort_many), skipped_if(peers::why_no_std_par, without_workers())},
             {"std", "async", "a std::async per list", Role::peer, sorting(peers::async_sort_many),
              without_workers(more_than(threads::most_alive, "threads"))},
             {"openmp", "", "a task per list", Role::peer, sorting_by_pool(peers::openmp_sort_many),
              skipped_if(peers::why_no_openmp)},
             {"asio", "", "asio::thread_pool", Role::peer, sorting_by_pool(peers::asio_sort_many),
              skipped_if(peers::why_no_asio)},
             {"python", "threads", "ThreadPoolExecutor with sorted()", Role::peer,
              by_python("sort_many_threads"), python_takes(10'000)},
             {"python", "processes", "ProcessPoolExecutor with sorted()", Role::peer,
              by_python("sort_many_processes"), python_takes(10'000)}},
    };
}

}  // namespace triptych
