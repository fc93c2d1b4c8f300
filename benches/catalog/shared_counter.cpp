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

using Solve = std::int64_t (*)(const Race&);

template <typename Check>
auto counting(Solve solve, Check check) {
    return [=](std::int64_t size, std::uint64_t /*seed*/) {
        const Race race{.additions = size};
        return prepare_run(
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

auto private_copies(Solve solve) {
    return counting(solve,
                    [](const Race&, std::int64_t count) { return check_nothing_counted(count); });
}

/// `least`: how many ranks it needs.
auto by_ranks(const char* implementation, int least) {
    return [=](std::int64_t size, std::uint64_t seed, const Parameters& set) {
        return run_on_ranks(implementation, size, seed, set, least);
    };
}

PreparedRun count_by_python(std::int64_t size, std::uint64_t /*seed*/) {
    const Race race{.additions = size};
    return python_run(
        "shared_counter_threading", {{race.workers, static_cast<int>(race.additions)}}, {1},
        [](const peers::Lists& output) { return std::int64_t{output.at(0).at(0)}; },
        [=](std::int64_t count) { return check_nothing_lost(race, count); },
        [=](std::int64_t count) { return lost_updates(race, count); });
}

}  // namespace

Workload shared_counter_workload() {
    return {
        .name = "shared_counter",
        .problem = "Four workers add to one counter.",
        .unit = "additions by each worker",
        .usual = 20'000,
        .sizes = {10'000, 20'000, 100'000},
        .quick = {5'000},
        .largest = 1'000'000'000,
        .implementations =
            {{"sequential", "", "one worker, no sharing", Role::baseline,
              guarded(sequential::shared_counter), never_skipped},
             {"threads", "unguarded", "read, yield, write", Role::broken,
              unguarded(threads::shared_counter_unguarded), never_skipped},
             {"threads", "mutex", "std::mutex", Role::contender,
              guarded(threads::shared_counter_mutex), never_skipped},
             {"threads", "atomic", "std::atomic", Role::contender,
              guarded(threads::shared_counter_atomic), never_skipped},
             {"threads", "sharded", "a counter per thread, summed up", Role::contender,
              guarded(threads::shared_counter_sharded), never_skipped},
             {"processes", "unguarded", "read, yield, write, in shared memory", Role::broken,
              unguarded(processes::shared_counter_unguarded), never_skipped},
             {"processes", "private", "a copy in each child", Role::broken,
              private_copies(processes::shared_counter_private), never_skipped},
             {"processes", "mutex", "a robust mutex in shared memory", Role::contender,
              guarded(processes::shared_counter_mutex), never_skipped},
             {"processes", "atomic", "std::atomic in shared memory", Role::contender,
              guarded(processes::shared_counter_atomic), never_skipped},
             {"processes", "sharded", "a counter per process, summed up", Role::contender,
              guarded(processes::shared_counter_sharded), never_skipped},
             {"processes", "pipe", "each addition is a message", Role::contender,
              guarded(processes::shared_counter_pipe), never_skipped},
             {"coroutines", "unguarded", "read, await, write", Role::broken,
              unguarded(coroutines::shared_counter_unguarded), never_skipped},
             {"coroutines", "mutex", "a mutex held across the await", Role::contender,
              guarded(coroutines::shared_counter_mutex), never_skipped},
             {"coroutines", "no_await", "no await between read and write", Role::contender,
              guarded(coroutines::shared_counter_no_await), never_skipped},
             {"processes", "mpi", "MPI_Fetch_and_op: one-sided", Role::peer,
              by_ranks("shared_counter.one_sided", 1), ranks_refuse()},
             {"processes", "mpi_messages", "MPI: each addition is a message", Role::peer,
              by_ranks("shared_counter.messages", 2), ranks_refuse(2)},
             {"tbb", "", "tbb::parallel_for, a counter per thread", Role::peer,
              guarded(peers::tbb_shared_counter), skipped_if(peers::why_no_tbb)},
             {"openmp", "", "omp atomic", Role::peer, guarded(peers::openmp_shared_counter),
              skipped_if(peers::why_no_openmp)},
             {"openmp", "reduction", "omp reduction, a counter per thread", Role::peer,
              guarded(peers::openmp_shared_counter_reduction), skipped_if(peers::why_no_openmp)},
             {"python", "threading", "threading.Lock", Role::peer, count_by_python,
              python_takes(2)}},
    };
}

Workload guarded_counter_workload() {
    return {
        .name = "guarded_counter",
        .problem = "The guarded counters of shared_counter, beside their bare primitives.",
        .unit = "additions by each worker",
        .usual = 1'000'000,
        .sizes = {1'000'000},
        .quick = {100'000},
        .largest = 1'000'000'000,
        .by_default = false,
        .implementations = {{"threads", "mutex", "std::mutex", Role::contender,
                             guarded(threads::shared_counter_mutex), never_skipped},
                            {"threads", "atomic", "std::atomic", Role::contender,
                             guarded(threads::shared_counter_atomic), never_skipped},
                            {"processes", "mutex", "a robust mutex in shared memory",
                             Role::contender, guarded(processes::shared_counter_mutex),
                             never_skipped},
                            {"processes", "atomic", "std::atomic in shared memory", Role::contender,
                             guarded(processes::shared_counter_atomic), never_skipped},
                            {"bare", "thread_mutex", "std::mutex in bare threads", Role::peer,
                             guarded(peers::bare_thread_mutex_counter), never_skipped},
                            {"bare", "thread_atomic", "std::atomic in bare threads", Role::peer,
                             guarded(peers::bare_thread_atomic_counter), never_skipped},
                            {"bare", "fork_mutex", "pthread_mutex_lock in bare forks", Role::peer,
                             guarded(peers::bare_fork_mutex_counter), never_skipped},
                            {"bare", "fork_atomic", "std::atomic in bare forks", Role::peer,
                             guarded(peers::bare_fork_atomic_counter), never_skipped}},
    };
}

}  // namespace triptych
