/// The cost of a task that only sleeps.
#include <chrono>
#include <fmt/format.h>
#include <string>
#include <utility>
#include <vector>

#include "benches/catalog/prepared_run.hpp"
#include "benches/catalog/refusals.hpp"
#include "benches/catalog/workloads.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/peers/peers.hpp"
#include "benches/warm_memory.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/limit.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

namespace triptych {
namespace {

using peers::SleepRun;

coroutines::Task<> sleep(SleepRun& sleep_run) {
    co_await coroutines::sleep_until(sleep_run.due);
    sleep_run.wake();
}

SleepRun sleep_as_coroutines(SleepRun sleep_run) {
    std::vector<coroutines::Task<>> sleepers;
    sleepers.reserve(static_cast<std::size_t>(sleep_run.sleepers));
    for (std::int64_t i = 0; i < sleep_run.sleepers; ++i)
        sleepers.push_back(sleep(sleep_run));
    coroutines::run(coroutines::gather(std::move(sleepers)));
    return sleep_run;
}

auto sleeping(SleepRun (*solve)(SleepRun)) {
    return [solve](std::int64_t size, std::uint64_t /*seed*/) {
        constexpr std::size_t most_bytes_each = 1'200;  // Asio's memory for a sleeper
        if (size >= 100'000) warm_memory(static_cast<std::size_t>(size) * most_bytes_each);
        const std::chrono::microseconds delay{size};
        auto prepared = prepare_run(
            SleepRun{.sleepers = size},
            [=](SleepRun sleep_run) {
                sleep_run.due = std::chrono::steady_clock::now() + delay;
                return solve(sleep_run);
            },
            [](const SleepRun& sleep_run) {
                if (sleep_run.woken != sleep_run.sleepers)
                    return fmt::format("{} of {} sleepers woke up", sleep_run.woken,
                                       sleep_run.sleepers);
                return std::string{sleep_run.first_woken_at < sleep_run.due ? "woken too early"
                                                                            : ""};
            },
            [](const SleepRun& /*sleep_run*/) { return Metrics{}; });
        prepared.wait_seconds = std::chrono::duration<double>{delay}.count();
        return prepared;
    };
}

}  // namespace

Workload sleepers_workload() {
    return {
        .name = "sleepers",
        .problem = "Many tasks sleep until the same moment.",
        .unit = "sleepers",
        .usual = 1'000'000,
        .sizes = {1'000'000},
        .quick = {10'000},
        .largest = 10'000'000,
        .by_default = false,
        .implementations = {{"coroutines", "", "a coroutine each", Role::contender,
                             sleeping(sleep_as_coroutines),
                             more_than(coroutines::most_alive, "coroutines")},
                            {"asio", "", "an awaitable timer each", Role::peer,
                             sleeping(peers::asio_sleepers), skipped_if(peers::why_no_asio)},
                            {"asio", "callbacks", "a timer each calls back", Role::peer,
                             sleeping(peers::asio_sleepers_callbacks),
                             skipped_if(peers::why_no_asio)}},
    };
}

}  // namespace triptych
