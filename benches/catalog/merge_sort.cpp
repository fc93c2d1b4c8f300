#include "benches/catalog/offloaded.hpp"
#include "benches/catalog/python_trial.hpp"
#include "benches/catalog/refusals.hpp"
#include "benches/catalog/trial.hpp"
#include "benches/catalog/workloads.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "benches/peers/peers.hpp"
#include "common/workloads/sequential.hpp"

namespace triptych {
namespace {

auto sorting(Values (*solve)(Values)) {
    return [solve](std::int64_t size, std::uint64_t seed) {
        Values values = make_values(size, seed);
        const Fingerprint input = fingerprint(values);
        return make_trial(
            std::move(values), solve,
            [input](const Values& sorted) { return check_sorted(input, sorted); },
            [](const Values&) { return Figures{}; });
    };
}

auto by_python(const char* program) {
    return [program](std::int64_t size, std::uint64_t seed) {
        const Values values = make_values(size, seed);
        return python_trial(
            program, {values}, peers::lengths(1, size),
            [](const peers::Lists& output) { return output.at(0); },
            [input = fingerprint(values)](const Values& sorted) {
                return check_sorted(input, sorted);
            },
            [](const Values&) { return Figures{}; });
    };
}

}  // namespace

Workload merge_sort_answers() {
    return {
        .name = "merge_sort",
        .question = "Sort one large array of integers.",
        .unit = "integers",
        .sizes = {100'000, 1'000'000, 10'000'000},
        .quick = {100'000, 1'000'000},
        .largest = 1'000'000'000,
        .weight = 4,
        .answers = {{"sequential", "", "one thread", Role::baseline,
                     sorting(sequential::merge_sort), nothing},
                    {"threads", "", "fork and join", Role::contender, sorting(threads::merge_sort),
                     nothing},
                    {"processes", "", "fork and join, in shared memory", Role::contender,
                     sorting(processes::merge_sort), nothing},
                    {"coroutines", "", "fork and join, on one thread", Role::contender,
                     sorting(coroutines::merge_sort), nothing},
                    {"coroutines", "offloaded", "a thread pool sorts", Role::contender,
                     sorting(offloaded<coroutines::merge_sort_offloaded>), nothing},
                    {"tbb", "", "tbb::parallel_sort", Role::reference,
                     sorting(peers::tbb_merge_sort), unless(peers::why_no_tbb)},
                    {"std", "par", "std::sort with std::execution::par", Role::reference,
                     sorting(peers::par_merge_sort), unless(peers::why_no_std_par)},
                    {"std", "async", "fork and join by std::async", Role::reference,
                     sorting(peers::async_merge_sort), nothing},
                    {"openmp", "", "fork and join by tasks", Role::reference,
                     sorting(peers::openmp_merge_sort), unless(peers::why_no_openmp)},
                    {"python", "sorted", "list.sort, in C, on one thread", Role::reference,
                     by_python("merge_sort_sorted"), python_takes(1)},
                    {"python", "processes", "a ProcessPoolExecutor sorts the parts",
                     Role::reference, by_python("merge_sort_processes"), python_takes(1)}},
    };
}

}  // namespace triptych
