#include "benches/catalog/refusals.hpp"
#include "benches/catalog/trial.hpp"
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
        return make_trial(
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

Workload db_update_answers() {
    return {
        .name = "db_update",
        .question = "Two workers each replace a value by its square plus one, in many rounds.",
        .unit = "rounds",
        .sizes = {100, 1'000},
        .quick = {1'000},
        .largest = 100'000'000,
        .answers = {{"sequential", "", "one worker updates twice", Role::baseline,
                     guarded(sequential::db_update), nothing},
                    {"threads", "unguarded", "read, yield, write", Role::exhibit,
                     unguarded(threads::db_update_unguarded), nothing},
                    {"threads", "mutex", "std::mutex", Role::contender,
                     guarded(threads::db_update_mutex), nothing},
                    {"processes", "unguarded", "read, yield, write, in shared memory",
                     Role::exhibit, unguarded(processes::db_update_unguarded), nothing},
                    {"processes", "mutex", "a robust mutex in shared memory", Role::contender,
                     guarded(processes::db_update_mutex), nothing},
                    {"coroutines", "unguarded", "read, await, write", Role::exhibit,
                     unguarded(coroutines::db_update_unguarded), nothing},
                    {"coroutines", "mutex", "a mutex held across the await", Role::contender,
                     guarded(coroutines::db_update_mutex), nothing},
                    {"coroutines", "no_await", "no await between read and write", Role::contender,
                     guarded(coroutines::db_update_no_await), nothing}},
    };
}

}  // namespace triptych
