#include "common/workloads/mixed.hpp"

#include "benches/catalog/offloaded.hpp"
#include "benches/catalog/prepared_run.hpp"
#include "benches/catalog/refusals.hpp"
#include "benches/catalog/workloads.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "common/cores.hpp"
#include "common/workloads/sequential.hpp"
#include "processes/primitives/limit.hpp"
#include "threads/primitives/limit.hpp"

namespace triptych {
namespace {

using States = std::vector<std::uint64_t>;

constexpr int usual_io_percent = 50;

auto mixing(States (*solve)(const Mixture&)) {
    return [solve](std::int64_t size, std::uint64_t /*seed*/, const Parameters& set) {
        int io_percent = usual_io_percent;
        int workers = Mixture{}.workers;
        set_from(set, "io", io_percent);
        set_from(set, "workers", workers);
        const Mixture mixture = Mixture::of(size, io_percent, workers);
        PreparedRun prepared = prepare_run(
            mixture, solve, [=](const States& states) { return check_states(mixture, states); },
            [](const States&) { return Metrics{}; });
        const double wait = in_seconds(task_turns * mixture.wait);
        prepared.wait_seconds =
            least_mixed_seconds(size, wait, in_seconds(task_time) - wait, cores_allowed());
        return prepared;
    };
}

States offloaded_mixture(const Mixture& mixture) {
    return offloaded<coroutines::mixed_offloaded, const Mixture&>(mixture);
}

}  // namespace

Workload mixed_workload() {
    return {
        .name = "mixed",
        .problem = "Tasks of half a millisecond wait and compute in turn.",
        .unit = "tasks",
        .usual = 1'000,
        .sizes = {10, 1'000},
        .quick = {100},
        .largest = 1'000'000,
        .by_default = false,
        .parameters = {{"io", "percent of each task that is waiting", usual_io_percent, 0, 100},
                       {"workers", "of the pools", Mixture{}.workers, 1, 1'000}},
        .implementations = {{"sequential", "", "one task after another", Role::baseline,
                             mixing(sequential::mixed),
                             one_after_another(in_seconds(task_time), 10)},
                            {"threads", "", "a thread per task", Role::contender,
                             mixing(threads::mixed), more_than(threads::most_alive, "threads")},
                            {"threads", "pool", "a pool of threads", Role::contender,
                             mixing(threads::mixed_pool), never_skipped},
                            {"processes", "", "a process per task", Role::contender,
                             mixing(processes::mixed),
                             more_than(processes::most_alive, "processes")},
                            {"processes", "pool", "a pool of processes", Role::contender,
                             mixing(processes::mixed_pool), never_skipped},
                            {"coroutines", "", "a task each, on one thread", Role::contender,
                             mixing(coroutines::mixed), never_skipped},
                            {"coroutines", "offloaded", "a thread pool computes", Role::contender,
                             mixing(offloaded_mixture), never_skipped}},
    };
}

}  // namespace triptych
