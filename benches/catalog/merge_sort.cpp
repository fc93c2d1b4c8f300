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
#include "common/workloads/sequential.hpp"

namespace triptych {
namespace {

auto sorting(Values (*solve)(Values)) {
    return [solve](std::int64_t size, std::uint64_t seed) {
        Values values = make_values(size, seed);
        const Fingerprint input = fingerprint(values);
        return prepare_run(
            std::move(values), solve,
            [input](const Values& sorted) { return check_sorted(input, sorted); },
            [](const Values&) { return Metrics{}; });
    };
}

auto by_ranks() {
    return [](std::int64_t size, std::uint64_t seed, const Parameters& set) {
        return run_on_ranks("merge_sort", size, seed, set);
    };
}

auto by_python(const char* program) {
    return [program](std::int64_t size, std::uint64_t seed) {
        const Values values = make_values(size, seed);
        return python_run(
            program, {values}, peers::lengths(1, size),
            [](const peers::Lists& output) { return output.at(0); },
            [input = fingerprint(values)](const Values& sorted) {
                return check_sorted(input, sorted);
            },
            [](const Values&) { return Metrics{}; });
    };
}

}  // namespace

Workload merge_sort_workload() {
    return {
        .name = "merge_sort",
        .problem = "Sort one large array of integers.",
        .unit = "integers",
        .usual = 1'000'000,
        .sizes = {100'000, 1'000'000, 10'000'000},
        .quick = {300'000},
        .largest = 1'000'000'000,
        .implementations = {{"sequential", "", "one thread", Role::baseline,
                             sorting(sequential::merge_sort), never_skipped},
                            {"threads", "", "fork and join", Role::contender,
                             sorting(threads::merge_sort), never_skipped},
                            {"processes", "", "fork and join, in shared memory", Role::contender,
                             sorting(processes::merge_sort), never_skipped},
                            {"coroutines", "", "fork and join, on one thread", Role::contender,
                             sorting(coroutines::merge_sort), never_skipped},
                            {"coroutines", "offloaded", "a thread pool sorts", Role::contender,
                             sorting(offloaded<coroutines::merge_sort_offloaded>), never_skipped},
                            {"processes", "mpi", "MPI: sample sort, in parts", Role::peer,
                             by_ranks(), ranks_refuse()},
                            {"tbb", "", "tbb::parallel_sort", Role::peer,
                             sorting(peers::tbb_merge_sort), skipped_if(peers::why_no_tbb)},
                            {"std", "par", "std::sort with std::execution::par", Role::peer,
                             sorting(peers::par_merge_sort), skipped_if(peers::why_no_std_par)},
                            {"std", "async", "fork and join by std::async", Role::peer,
                             sorting(peers::async_merge_sort), never_skipped},
                            {"openmp", "", "fork and join by tasks", Role::peer,
                             sorting(peers::openmp_merge_sort), skipped_if(peers::why_no_openmp)},
                            {"python", "sorted", "list.sort, in C, on one thread", Role::peer,
                             by_python("merge_sort_sorted"), python_takes(1)},
                            {"python", "processes", "a ProcessPoolExecutor sorts the parts",
                             Role::peer, by_python("merge_sort_processes"), python_takes(1)}},
    };
}

}  // namespace triptych
