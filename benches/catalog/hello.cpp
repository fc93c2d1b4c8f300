#include "benches/catalog/refusals.hpp"
#include "benches/catalog/trial.hpp"
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
        Trial trial = make_trial(
            size, solve, [size](const Guestbook& book) { return check_guestbook(size, book); },
            guestbook_figures);
        trial.wait_seconds = in_seconds(greeting_unit);
        return trial;
    };
}

auto patiently() {
    return one_after_another(in_seconds(greeting_unit), 10);
}

}  // namespace

Workload hello_answers() {
    return {
        .name = "hello",
        .question = "A few greeters say hello at the same time, and report where they ran.",
        .unit = "greeters",
        .sizes = {3},
        .quick = {3},
        .largest = 10'000,
        .weight = 0.5,
        .answers = {{"sequential", "", "one after another", Role::baseline,
                     greeting(sequential::hello), patiently()},
                    {"threads", "", "a thread per greeter", Role::contender,
                     greeting(threads::hello), more_than(threads::most_alive, "threads")},
                    {"processes", "", "a process per greeter", Role::contender,
                     greeting(processes::hello), more_than(processes::most_alive, "processes")},
                    {"coroutines", "", "a task per greeter", Role::contender,
                     greeting(coroutines::hello), nothing},
                    {"coroutines", "one_by_one", "each is awaited before the next begins",
                     Role::exhibit, greeting(coroutines::hello_one_by_one), patiently()}},
    };
}

}  // namespace triptych
