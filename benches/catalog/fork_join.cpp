#include "common/workloads/fork_join.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

#include "benches/catalog/prepared_run.hpp"
#include "benches/catalog/python_run.hpp"
#include "benches/catalog/refusals.hpp"
#include "benches/catalog/workloads.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "benches/peers/peers.hpp"
#include "common/cores.hpp"
#include "common/workloads/sequential.hpp"

namespace triptych {
namespace {

constexpr int usual_grain = 18;

Division division_of(std::int64_t size, const Parameters& set) {
    Division division{.size = static_cast<int>(size), .grain = usual_grain};
    int workers = 0;
    set_from(set, "problem", division.problem);
    set_from(set, "grain", division.grain);
    set_from(set, "workers", workers);
    division.workers = workers == 0 ? cores_allowed() : workers;
    return division;
}

auto dividing(std::int64_t (*solve)(const Division&)) {
    return [solve](std::int64_t size, std::uint64_t /*seed*/, const Parameters& set) {
        const Division division = division_of(size, set);
        return prepare_run(
            division, solve, [=](std::int64_t count) { return check_count(division, count); },
            [](std::int64_t) { return Metrics{}; });
    };
}

PreparedRun waiting(std::int64_t size, std::uint64_t /*seed*/, const Parameters& set) {
    const Division division = division_of(size, set);
    return prepare_run(
        division, threads::fork_join_waiting,
        [=](const WatchedCount& watched) { return check_watched_count(division, watched); },
        [](const WatchedCount& watched) {
            return Metrics{{"deadlocks", static_cast<double>(watched.deadlocks)}};
        });
}

/// The count comes back as two halves, because the values of a message have 32 bits.
PreparedRun by_python(std::int64_t size, std::uint64_t /*seed*/, const Parameters& set) {
    const Division division = division_of(size, set);
    return python_run(
        "fork_join_processes",
        {{static_cast<int>(division.problem), division.size, division.grain, division.workers}},
        peers::lengths(1, 2),
        [](const peers::Lists& output) {
            constexpr std::int64_t half = std::int64_t{1} << 31;
            return output.at(0).at(0) * half + output.at(0).at(1);
        },
        [=](std::int64_t count) { return check_count(division, count); },
        [](std::int64_t) { return Metrics{}; });
}

/// Skips what would take longer than 20 s: each node of the tree costs `node` nanoseconds in one
/// thread, and each task `task` more. Both are rough, and on the high side.
Refusal takes(double node, double task, const Refusal& then = never_skipped) {
    return [=](std::int64_t size, const Parameters& set,
               double time_limit) -> std::optional<std::string> {
        constexpr double patience = 20;
        Division division = division_of(size, set);
        if (auto reason = why_no_division(division)) return reason;
        const double tasks = tasks_of(division);
        division.grain = 0;
        const double seconds = 1e-9 * (node * tasks_of(division) + task * tasks);
        if (seconds <= std::min(patience, time_limit)) return then(size, set, time_limit);
        return fmt::format("would take {:.{}f} s", seconds, seconds < 10 ? 1 : 0);
    };
}

constexpr double node = 1;              // in C++
constexpr double node_in_python = 100;  // an interpreted call

/// For implementations whose number of workers follows from the cores.
Refusal takes_without_workers(double task) {
    return takes(node, task, without_workers());
}

}  // namespace

Workload fork_join_workload() {
    return {
        .name = "fork_join",
        .problem = "A problem divides itself into parts again and again; count them all.",
        .unit = "as n",
        .usual = 36,
        .sizes = {36, 38},
        .quick = {32},
        .largest = 90,
        .parameters = {{"problem", "0 Fibonacci, 1 queens, 2 skynet", 0, 0, 2},
                       {"grain", "levels at the bottom without tasks", usual_grain, 0, 100},
                       {"workers", "of the pools, 0 for one per core", 0, 0, 1'000}},
        .implementations =
            {{"sequential", "", "one thread", Role::baseline, dividing(sequential::fork_join),
              takes_without_workers(0)},
             {"threads", "", "a thread per part of the top levels", Role::contender,
              dividing(threads::fork_join), takes_without_workers(0)},
             {"threads", "pool", "one queue; divided before", Role::contender,
              dividing(threads::fork_join_pool), takes(node, 3'000)},
             {"threads", "stealing", "a queue per worker; waiting workers help", Role::contender,
              dividing(threads::fork_join_stealing), takes(node, 30)},
             {"threads", "waiting", "jobs wait for jobs of their own pool", Role::broken, waiting,
              takes_without_workers(0)},
             {"processes", "", "a child per part of the top levels", Role::contender,
              dividing(processes::fork_join), takes_without_workers(0)},
             {"processes", "pool", "one parent; divided before", Role::contender,
              dividing(processes::fork_join_pool), takes(node, 30'000)},
             {"coroutines", "", "a task per part, on one thread", Role::contender,
              dividing(coroutines::fork_join), takes_without_workers(300)},
             {"coroutines", "stealing", "threads steal continuations", Role::contender,
              dividing(coroutines::fork_join_stealing), takes(node, 50)},
             {"tbb", "", "tbb::task_group", Role::peer, dividing(peers::tbb_fork_join),
              skipped_if(peers::why_no_tbb, takes(node, 100))},
             {"openmp", "", "a task per part", Role::peer, dividing(peers::openmp_fork_join),
              skipped_if(peers::why_no_openmp, takes(node, 1'000))},
             {"std", "async", "a std::async per part of the top levels", Role::peer,
              dividing(peers::async_fork_join), takes_without_workers(0)},
             {"taskflow", "", "a tf::Subflow per part", Role::peer,
              dividing(peers::taskflow_fork_join),
              skipped_if(peers::why_no_taskflow, takes(node, 1'000))},
             {"python", "processes", "a ProcessPoolExecutor counts the parts", Role::peer,
              by_python, skipped_if(peers::why_no_python, takes(node_in_python, 100'000))}},
    };
}

}  // namespace triptych
