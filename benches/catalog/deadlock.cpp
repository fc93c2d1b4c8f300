#include "benches/catalog/prepared_run.hpp"
#include "benches/catalog/refusals.hpp"
#include "benches/catalog/workloads.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "common/workloads/sequential.hpp"

namespace triptych {
namespace {

using Solve = DeadlockReport (*)(std::int64_t rounds);
using Check = std::string (*)(std::int64_t rounds, const DeadlockReport& report);

auto adding(Solve solve, Check check) {
    return [=](std::int64_t size, std::uint64_t /*seed*/) {
        return prepare_run(
            size, solve, [=](const DeadlockReport& report) { return check(size, report); },
            deadlocks_found);
    };
}

/// Without a watchdog no worker in a deadlock ends by itself.
auto unwatched(std::int64_t (*solve)(std::int64_t rounds)) {
    return [=](std::int64_t size, std::uint64_t /*seed*/) {
        return prepare_run(size, solve, check_no_worker_ended, [](std::int64_t ended) {
            return Metrics{{"ended", static_cast<double>(ended)}};
        });
    };
}

auto ordered(Solve solve) {
    return adding(solve, check_no_deadlock);
}

auto opposite_order(Solve solve) {
    return adding(solve, check_deadlocks_broken);
}

}  // namespace

Workload deadlock_workload() {
    return {
        .name = "deadlock",
        .problem = "Two workers each add one under two locks, in many rounds.",
        .unit = "rounds",
        .usual = 10,
        .sizes = {10, 100},
        .quick = {10},
        .largest = 1'000'000,
        .implementations =
            {{"sequential", "", "one worker, no lock", Role::baseline,
              ordered(sequential::deadlock), never_skipped},
             {"threads", "", "both take the locks in the same order", Role::contender,
              ordered(threads::deadlock), never_skipped},
             {"threads", "opposite", "the lock that would close the cycle throws", Role::broken,
              opposite_order(threads::deadlock_opposite), never_skipped},
             {"processes", "", "both take the locks in the same order", Role::contender,
              ordered(processes::deadlock), never_skipped},
             {"processes", "opposite", "the parent detects it, and kills one of them", Role::broken,
              opposite_order(processes::deadlock_opposite), never_skipped},
             {"processes", "unwatched", "no watchdog: both hang, and are killed", Role::broken,
              unwatched(processes::deadlock_unwatched), one_after_another(0.02, 20)},
             {"coroutines", "", "both take the locks in the same order", Role::contender,
              ordered(coroutines::deadlock), never_skipped},
             {"coroutines", "opposite", "no task can run: one is cancelled", Role::broken,
              opposite_order(coroutines::deadlock_opposite), never_skipped}},
    };
}

}  // namespace triptych
