#include "benches/catalog/prepared_run.hpp"
#include "benches/catalog/refusals.hpp"
#include "benches/catalog/workloads.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "common/workloads/sequential.hpp"
#include "processes/primitives/limit.hpp"
#include "threads/primitives/limit.hpp"

namespace triptych {
namespace {

auto greeting(Guestbook (*solve)(std::int64_t)) {
    return [solve](std::int64_t size, std::uint64_t /*seed*/) {
        PreparedRun prepared = prepare_run(
            size, solve, [size](const Guestbook& book) { return check_guestbook(size, book); },
            guestbook_metrics);
        prepared.wait_seconds = in_seconds(greeting_unit);
        return prepared;
    };
}

auto if_not_too_long() {
    return one_after_another(in_seconds(greeting_unit), 10);
}

}  // namespace

Workload hello_workload() {
    return {
        .name = "hello",
        .problem = "A few greeters say hello at the same time, and report where they ran.",
        .unit = "greeters",
        .usual = 3,
        .sizes = {3},
        .quick = {3},
        .largest = 10'000,
        .implementations = {{"sequential", "", "one after another", Role::baseline,
                             greeting(sequential::hello), if_not_too_long()},
                            {"threads", "", "a thread per greeter", Role::contender,
                             greeting(threads::hello), more_than(threads::most_alive, "threads")},
                            {"processes", "", "a process per greeter", Role::contender,
                             greeting(processes::hello),
                             more_than(processes::most_alive, "processes")},
                            {"coroutines", "", "a task per greeter", Role::contender,
                             greeting(coroutines::hello), never_skipped},
                            {"coroutines", "one_by_one", "each is awaited before the next begins",
                             Role::broken, greeting(coroutines::hello_one_by_one),
                             if_not_too_long()}},
    };
}

}  // namespace triptych
