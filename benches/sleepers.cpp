/// The cost of a task that only sleeps.
#include <chrono>
#include <fmt/format.h>
#include <string>
#include <utility>
#include <vector>

#include "benches/answers.hpp"
#include "benches/peers/peers.hpp"
#include "benches/refusals.hpp"
#include "benches/trial.hpp"
#include "benches/warm_memory.hpp"
#include "coroutines/answers.hpp"
#include "coroutines/gather.hpp"
#include "coroutines/run.hpp"
#include "coroutines/sleep.hpp"

namespace triptych {
namespace {

using peers::Dormitory;

coroutines::Task<> sleep(Dormitory& dormitory) {
    co_await coroutines::sleep_until(dormitory.due);
    dormitory.wake();
}

Dormitory sleep_as_coroutines(Dormitory dormitory) {
    std::vector<coroutines::Task<>> sleepers;
    sleepers.reserve(static_cast<std::size_t>(dormitory.beds));
    for (std::int64_t i = 0; i < dormitory.beds; ++i)
        sleepers.push_back(sleep(dormitory));
    coroutines::run(coroutines::gather(std::move(sleepers)));
    return dormitory;
}

auto sleeping(Dormitory (*solve)(Dormitory)) {
    return [solve](std::int64_t size, std::uint64_t /*seed*/) {
        constexpr std::size_t most_bytes_each = 1'200;  // what Asio takes
        if (size >= 100'000) warm_memory(static_cast<std::size_t>(size) * most_bytes_each);
        const std::chrono::microseconds delay{size};
        auto trial = make_trial(
            Dormitory{.beds = size},
            [=](Dormitory dormitory) {
                dormitory.due = std::chrono::steady_clock::now() + delay;
                return solve(dormitory);
            },
            [](const Dormitory& dormitory) {
                if (dormitory.woken != dormitory.beds)
                    return fmt::format("of {} sleepers {} woke", dormitory.beds, dormitory.woken);
                return std::string{dormitory.first_woken_at < dormitory.due ? "woken too early"
                                                                            : ""};
            },
            [](const Dormitory& /*dormitory*/) { return Figures{}; });
        trial.wait_seconds = std::chrono::duration<double>{delay}.count();
        return trial;
    };
}

}  // namespace

Workload sleepers_answers() {
    return {
        .name = "sleepers",
        .question = "Many tasks sleep until the same moment.",
        .unit = "sleepers",
        .sizes = {1'000'000},
        .quick = {10'000},
        .largest = 10'000'000,
        .by_default = false,
        .answers = {{"coroutines", "", "a coroutine each", Role::contender,
                     sleeping(sleep_as_coroutines),
                     more_than(coroutines::most_alive, "coroutines")},
                    {"asio", "", "an awaitable timer each", Role::reference,
                     sleeping(peers::asio_sleepers), unless(peers::why_no_asio)},
                    {"asio", "callbacks", "a timer each calls back", Role::reference,
                     sleeping(peers::asio_sleepers_callbacks), unless(peers::why_no_asio)}},
    };
}

}  // namespace triptych
