#include "benches/catalog/offloaded.hpp"
#include "benches/catalog/prepared_run.hpp"
#include "benches/catalog/python_run.hpp"
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

using Countdown = std::span<const Message>;

auto calling(Arrivals (*solve)(Countdown),
             std::string (*check)(Countdown, const Arrivals&) = check_arrivals) {
    return [=](std::int64_t size, std::uint64_t /*seed*/) {
        const auto countdown = std::make_shared<const std::vector<Message>>(make_countdown(size));
        PreparedRun prepared = prepare_run(
            Countdown{*countdown}, solve,
            [=](const Arrivals& arrivals) { return check(*countdown, arrivals); },
            [=](const Arrivals& arrivals) { return arrival_metrics(*countdown, arrivals); });
        prepared.wait_seconds = longest_delay_seconds(*countdown);
        return prepared;
    };
}

PreparedRun call_by_python(std::int64_t size, std::uint64_t /*seed*/) {
    const auto countdown = std::make_shared<const std::vector<Message>>(make_countdown(size));
    std::vector<int> blocking;
    for (const Message& task : *countdown)
        blocking.push_back(blocks(*countdown, task) ? 1 : 0);
    PreparedRun prepared = python_run(
        "blocking_call_asyncio", {delays_of(*countdown), blocking}, peers::lengths(2, size),
        read_arrivals,
        [=](const Arrivals& arrivals) { return check_arrivals(*countdown, arrivals); },
        [=](const Arrivals& arrivals) { return arrival_metrics(*countdown, arrivals); });
    prepared.wait_seconds = longest_delay_seconds(*countdown);
    return prepared;
}

/// Of ten tasks, one waits 5.5 units on average.
constexpr double seconds_each = 0.011;

}  // namespace

Workload blocking_call_workload() {
    return {
        .name = "blocking_call",
        .problem = "Tasks wait 10, 9, ... 1 units; the one that waits 6 blocks its thread.",
        .unit = "tasks",
        .usual = 10,
        .sizes = {10},
        .quick = {10},
        .largest = 1'000,
        .implementations =
            {{"sequential", "", "one after another", Role::baseline,
              calling(sequential::delayed_messages), one_after_another(seconds_each, 1)},
             {"threads", "", "it blocks its own thread", Role::contender,
              calling(threads::blocking_call), more_than(threads::most_alive, "threads")},
             {"processes", "", "it blocks its own process", Role::contender,
              calling(processes::blocking_call), more_than(processes::most_alive, "processes")},
             {"coroutines", "", "it blocks the event loop, and so all tasks", Role::broken,
              calling(coroutines::blocking_call, check_stalled), never_skipped},
             {"coroutines", "offloaded", "a thread pool makes the blocking call", Role::contender,
              calling(offloaded<coroutines::blocking_call_offloaded>), never_skipped},
             {"python", "asyncio", "asyncio.to_thread makes the call", Role::peer, call_by_python,
              python_takes(100)}},
    };
}

}  // namespace triptych
