#include "benches/answers.hpp"
#include "benches/offloaded.hpp"
#include "benches/peers/peers.hpp"
#include "benches/refusals.hpp"
#include "benches/trial.hpp"
#include "common/sequential.hpp"
#include "coroutines/answers.hpp"
#include "processes/answers.hpp"
#include "threads/answers.hpp"

namespace triptych {
namespace {

template <typename Solve>
auto sorting(Solve solve) {
    return [solve](std::int64_t size, std::uint64_t seed) {
        Lists lists = make_lists(size, seed);
        auto input = fingerprints(lists);
        return make_trial(
            std::move(lists), solve,
            [input](const Lists& sorted) { return check_sorted_lists(input, sorted); },
            [](const Lists&) { return Figures{}; });
    };
}

}  // namespace

Workload sort_many_answers() {
    return {
        .name = "sort_many",
        .question = "A batch of lists of 30,000 integers is to be sorted, each by itself.",
        .unit = "lists",
        .sizes = {1'000},
        .quick = {50},
        .largest = 100'000,
        .weight = 3,
        .answers = {{"sequential", "", "one list after another", Role::baseline,
                     sorting(sequential::sort_many), nothing},
                    {"threads", "", "a pool, a thread per core", Role::contender,
                     sorting(threads::sort_many), nothing},
                    {"processes", "", "a pool, results in shared memory", Role::contender,
                     sorting(processes::sort_many), nothing},
                    {"processes", "pipe", "a pool, lists sent both ways", Role::contender,
                     sorting(processes::sort_many_pipe), nothing},
                    {"coroutines", "", "a task per list, on one thread", Role::contender,
                     sorting(coroutines::sort_many), nothing},
                    {"coroutines", "offloaded", "the sorting is done by a thread pool",
                     Role::contender, sorting(offloaded<coroutines::sort_many_offloaded, Lists>),
                     nothing},
                    {"tbb", "", "tbb::parallel_for with std::sort", Role::reference,
                     sorting(peers::tbb_sort_many), nothing}},
    };
}

}  // namespace triptych
