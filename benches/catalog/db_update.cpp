#include "benches/catalog/prepared_run.hpp"
#include "benches/catalog/refusals.hpp"
#include "benches/catalog/workloads.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "common/workloads/sequential.hpp"

namespace triptych {
namespace {

using Ended = std::vector<std::int64_t>;  // the value after each round
using Solve = Ended (*)(std::int64_t rounds);
using Check = std::string (*)(std::int64_t rounds, std::span<const std::int64_t> values);

auto updating(Solve solve, Check check) {
    return [=](std::int64_t size, std::uint64_t /*seed*/) {
        return prepare_run(
            size, solve, [=](const Ended& values) { return check(size, values); },
            [](const Ended& values) { return lost_rounds(values); });
    };
}

auto guarded(Solve solve) {
    return updating(solve, check_both_updated);
}

auto unguarded(Solve solve) {
    return updating(solve, check_some_updated);
}

}  // namespace

Workload db_update_workload() {
    return {
        .name = "db_update",
        .problem = "Two workers each replace a value by its square plus one, in many rounds.",
        .unit = "rounds",
        .usual = 1'000,
        .sizes = {100, 1'000},
        .quick = {1'000},
        .largest = 100'000'000,
        .implementations = {{"sequential", "", "one worker updates twice", Role::baseline,
                             guarded(sequential::db_update), never_skipped},
                            {"threads", "unguarded", "read, yield, write", Role::broken,
                             unguarded(threads::db_update_unguarded), never_skipped},
                            {"threads", "mutex", "std::mutex", Role::contender,
                             guarded(threads::db_update_mutex), never_skipped},
                            {"processes", "unguarded", "read, yield, write, in shared memory",
                             Role::broken, unguarded(processes::db_update_unguarded),
                             never_skipped},
                            {"processes", "mutex", "a robust mutex in shared memory",
                             Role::contender, guarded(processes::db_update_mutex), never_skipped},
                            {"coroutines", "unguarded", "read, await, write", Role::broken,
                             unguarded(coroutines::db_update_unguarded), never_skipped},
                            {"coroutines", "mutex", "a mutex held across the await",
                             Role::contender, guarded(coroutines::db_update_mutex), never_skipped},
                            {"coroutines", "no_await", "no await between read and write",
                             Role::contender, guarded(coroutines::db_update_no_await),
                             never_skipped}},
    };
}

}  // namespace triptych
