#include "benches/catalog/prepared_run.hpp"
#include "benches/catalog/refusals.hpp"
#include "benches/catalog/workloads.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "common/workloads/sequential.hpp"
#include "coroutines/primitives/limit.hpp"
#include "processes/primitives/limit.hpp"
#include "threads/primitives/limit.hpp"

namespace triptych {
namespace {

auto retrying(std::string (*solve)(const Retries&)) {
    return [solve](std::int64_t size, std::uint64_t seed) {
        const Retries retries{size, seed};
        PreparedRun prepared = prepare_run(
            retries, solve,
            [=](const std::string& screen) { return check_screen(retries, screen); },
            [=](const std::string&) { return retry_metrics(retries); });
        prepared.wait_seconds = longest_pauses_seconds(retries);
        return prepared;
    };
}

/// Three of ten numbers are high enough, so a task pauses 7/3 times on average.
constexpr double seconds_each = 0.0023;

}  // namespace

Workload retries_workload() {
    return {
        .name = "retries",
        .problem = "Tasks draw numbers until one is high enough, and print each try.",
        .unit = "tasks",
        .usual = 100,
        .sizes = {10, 100},
        .quick = {20},
        .largest = 100'000,
        .implementations = {{"sequential", "", "one after another", Role::baseline,
                             retrying(sequential::retries), one_after_another(seconds_each, 10)},
                            {"threads", "", "a thread per task", Role::contender,
                             retrying(threads::retries), more_than(threads::most_alive, "threads")},
                            {"processes", "", "a process per task", Role::contender,
                             retrying(processes::retries),
                             more_than(processes::most_alive, "processes")},
                            {"coroutines", "", "a coroutine per task", Role::contender,
                             retrying(coroutines::retries),
                             more_than(coroutines::most_alive, "coroutines")}},
    };
}

}  // namespace triptych
