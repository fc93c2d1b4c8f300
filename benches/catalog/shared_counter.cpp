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

using Solve = std::int64_t (*)(const Race&);

template <typename Check>
auto counting(Solve solve, Check check) {
    return [=](std::int64_t size, std::uint64_t /*seed*/) {
        const Race race{.additions = size};
        return make_trial(
            race, solve, [=](std::int64_t count) { return check(race, count); },
            [=](std::int64_t count) { return lost_updates(race, count); });
    };
}

auto guarded(Solve solve) {
    return counting(solve, check_nothing_lost);
}

auto unguarded(Solve solve) {
    return counting(solve, check_some_counted);
}

auto in_vain(Solve solve) {
    return counting(solve,
                    [](const Race&, std::int64_t count) { return check_nothing_counted(count); });
}

Trial count_by_python(std::int64_t size, std::uint64_t /*seed*/) {
    const Race race{.additions = size};
    return python_trial(
        "shared_counter_threading", {{race.workers, static_cast<int>(race.additions)}}, {1},
        [](const peers::Lists& output) { return std::int64_t{output.at(0).at(0)}; },
        [=](std::int64_t count) { return check_nothing_lost(race, count); },
        [=](std::int64_t count) { return lost_updates(race, count); });
}

}  // namespace

Workload shared_counter_answers() {
    return {
        .name = "shared_counter",
        .question = "Four workers add one to the same counter, many times.",
        .unit = "additions by each worker",
        .sizes = {10'000, 100'000},
        .quick = {10'000},
        .largest = 1'000'000'000,
        .answers = {{"sequential", "", "one worker, no sharing", Role::baseline,
                     guarded(sequential::shared_counter), nothing},
                    {"threads", "unguarded", "read, yield, write", Role::exhibit,
                     unguarded(threads::shared_counter_unguarded), nothing},
                    {"threads", "mutex", "std::mutex", Role::contender,
                     guarded(threads::shared_counter_mutex), nothing},
                    {"threads", "atomic", "std::atomic", Role::contender,
                     guarded(threads::shared_counter_atomic), nothing},
                    {"threads", "sharded", "a counter per thread, summed up", Role::contender,
                     guarded(threads::shared_counter_sharded), nothing},
                    {"processes", "unguarded", "read, yield, write, in shared memory",
                     Role::exhibit, unguarded(processes::shared_counter_unguarded), nothing},
                    {"processes", "private", "a copy in each child", Role::exhibit,
                     in_vain(processes::shared_counter_private), nothing},
                    {"processes", "mutex", "a robust mutex in shared memory", Role::contender,
                     guarded(processes::shared_counter_mutex), nothing},
                    {"processes", "atomic", "std::atomic in shared memory", Role::contender,
                     guarded(processes::shared_counter_atomic), nothing},
                    {"processes", "sharded", "a counter per process, summed up", Role::contender,
                     guarded(processes::shared_counter_sharded), nothing},
                    {"processes", "pipe", "each addition is a message", Role::contender,
                     guarded(processes::shared_counter_pipe), nothing},
                    {"coroutines", "unguarded", "read, await, write", Role::exhibit,
                     unguarded(coroutines::shared_counter_unguarded), nothing},
                    {"coroutines", "mutex", "a mutex held across the await", Role::contender,
                     guarded(coroutines::shared_counter_mutex), nothing},
                    {"coroutines", "no_await", "no await between read and write", Role::contender,
                     guarded(coroutines::shared_counter_no_await), nothing},
                    {"tbb", "", "tbb::parallel_for, a counter per thread", Role::reference,
                     guarded(peers::tbb_shared_counter), unless(peers::why_no_tbb)},
                    {"openmp", "", "omp atomic", Role::reference,
                     guarded(peers::openmp_shared_counter), unless(peers::why_no_openmp)},
                    {"openmp", "reduction", "omp reduction, a counter per thread", Role::reference,
                     guarded(peers::openmp_shared_counter_reduction), unless(peers::why_no_openmp)},
                    {"python", "threading", "threading.Lock", Role::reference, count_by_python,
                     python_takes(2)}},
    };
}

Workload guarded_counter_answers() {
    return {
        .name = "guarded_counter",
        .question = "The guarded counters of shared_counter, beside their bare primitives.",
        .unit = "additions by each worker",
        .sizes = {1'000'000},
        .quick = {100'000},
        .largest = 1'000'000'000,
        .by_default = false,
        .answers = {{"threads", "mutex", "std::mutex", Role::contender,
                     guarded(threads::shared_counter_mutex), nothing},
                    {"threads", "atomic", "std::atomic", Role::contender,
                     guarded(threads::shared_counter_atomic), nothing},
                    {"processes", "mutex", "a robust mutex in shared memory", Role::contender,
                     guarded(processes::shared_counter_mutex), nothing},
                    {"processes", "atomic", "std::atomic in shared memory", Role::contender,
                     guarded(processes::shared_counter_atomic), nothing},
                    {"bare", "thread_mutex", "std::mutex in bare threads", Role::reference,
                     guarded(peers::bare_thread_mutex_counter), nothing},
                    {"bare", "thread_atomic", "std::atomic in bare threads", Role::reference,
                     guarded(peers::bare_thread_atomic_counter), nothing},
                    {"bare", "fork_mutex", "pthread_mutex_lock in bare forks", Role::reference,
                     guarded(peers::bare_fork_mutex_counter), nothing},
                    {"bare", "fork_atomic", "std::atomic in bare forks", Role::reference,
                     guarded(peers::bare_fork_atomic_counter), nothing}},
    };
}

}  // namespace triptych
