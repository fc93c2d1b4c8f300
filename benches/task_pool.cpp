#include "benches/answers.hpp"
#include "benches/refusals.hpp"
#include "benches/trial.hpp"
#include "common/sequential.hpp"
#include "coroutines/answers.hpp"
#include "processes/answers.hpp"
#include "threads/answers.hpp"

namespace triptych {
namespace {

auto working_off(Worklist (*solve)(const Batch&)) {
    return [solve](std::int64_t size, std::uint64_t seed) {
        const Batch batch{size, seed};
        Trial trial = make_trial(
            batch, solve, [=](const Worklist& worklist) { return check_worklist(batch, worklist); },
            flight_figures);
        trial.wait_seconds = least_pool_seconds(batch);
        return trial;
    };
}

/// A task waits 1 ms on the average.
constexpr double seconds_each = 0.001;

}  // namespace

Workload task_pool_answers() {
    return {
        .name = "task_pool",
        .question = "Any number of small tasks are to be done, at most 100 of them at once.",
        .unit = "tasks",
        .sizes = {100, 1'000, 10'000},
        .quick = {100},
        .largest = 10'000'000,
        .answers = {{"sequential", "", "one after another", Role::baseline,
                     working_off(sequential::task_pool), one_after_another(seconds_each, 0.3)},
                    {"threads", "", "100 threads take turns", Role::contender,
                     working_off(threads::task_pool), nothing},
                    {"processes", "", "100 processes take turns", Role::contender,
                     working_off(processes::task_pool), nothing},
                    {"coroutines", "", "100 coroutines take turns", Role::contender,
                     working_off(coroutines::task_pool), nothing},
                    {"coroutines", "semaphore", "a coroutine per task, and 100 permits",
                     Role::contender, working_off(coroutines::task_pool_semaphore),
                     more_than(coroutines::most_alive, "coroutines")}},
    };
}

}  // namespace triptych
