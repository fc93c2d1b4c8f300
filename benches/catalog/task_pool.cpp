#include "benches/catalog/prepared_run.hpp"
#include "benches/catalog/python_run.hpp"
#include "benches/catalog/refusals.hpp"
#include "benches/catalog/workloads.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "common/workloads/sequential.hpp"
#include "coroutines/primitives/limit.hpp"

namespace triptych {
namespace {

auto working_off(Worklist (*solve)(const Batch&)) {
    return [solve](std::int64_t size, std::uint64_t seed) {
        const Batch batch{size, seed};
        PreparedRun prepared = prepare_run(
            batch, solve, [=](const Worklist& worklist) { return check_worklist(batch, worklist); },
            flight_metrics);
        prepared.wait_seconds = least_pool_seconds(batch);
        return prepared;
    };
}

/// How many tasks may be in flight, then the wait of each task in microseconds.
peers::Lists terms_and_waits(const Batch& batch) {
    peers::Lists lists{{int{most_in_flight}}, {}};
    for (std::int64_t task = 0; task < batch.tasks; ++task)
        lists[1].push_back(batch.wait_of(task).count());
    return lists;
}

/// The events in their order: a task's number plus one when it began, and the same, negative, when
/// it ended.
Worklist read_worklist(const Batch& batch, const peers::Lists& output) {
    Worklist worklist{batch.tasks};
    for (const int event : output.at(0))
        if (event > 0)
            worklist.begin();
        else
            worklist.end(-std::int64_t{event} - 1);
    return worklist;
}

auto by_python(const char* program) {
    return [program](std::int64_t size, std::uint64_t seed) {
        const Batch batch{size, seed};
        PreparedRun prepared = python_run(
            program, terms_and_waits(batch), peers::lengths(1, 2 * size),
            [=](const peers::Lists& output) { return read_worklist(batch, output); },
            [=](const Worklist& worklist) { return check_worklist(batch, worklist); },
            flight_metrics);
        prepared.wait_seconds = least_pool_seconds(batch);
        return prepared;
    };
}

/// A task waits 1 ms on average.
constexpr double seconds_each = 0.001;

}  // namespace

Workload task_pool_workload() {
    return {
        .name = "task_pool",
        .problem = "Many small tasks, at most 100 of them in flight.",
        .unit = "tasks",
        .usual = 500,
        .sizes = {100, 500, 1'000, 10'000},
        .quick = {100},
        .largest = 10'000'000,
        .implementations = {{"sequential", "", "one after another", Role::baseline,
                             working_off(sequential::task_pool),
                             one_after_another(seconds_each, 1)},
                            {"threads", "", "100 threads take the tasks", Role::contender,
                             working_off(threads::task_pool), never_skipped},
                            {"processes", "", "100 processes take the tasks", Role::contender,
                             working_off(processes::task_pool), never_skipped},
                            {"coroutines", "", "100 coroutines take the tasks", Role::contender,
                             working_off(coroutines::task_pool), never_skipped},
                            {"coroutines", "semaphore", "a coroutine per task, and 100 permits",
                             Role::contender, working_off(coroutines::task_pool_semaphore),
                             more_than(coroutines::most_alive, "coroutines")},
                            {"python", "asyncio", "a task each, and asyncio.Semaphore", Role::peer,
                             by_python("task_pool_asyncio"), python_takes(100)},
                            {"python", "threads", "ThreadPoolExecutor", Role::peer,
                             by_python("task_pool_threads"), python_takes(100)}},
    };
}

}  // namespace triptych
