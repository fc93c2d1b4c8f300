#include "benches/answers.hpp"
#include "benches/peers/peers.hpp"
#include "benches/refusals.hpp"
#include "benches/trial.hpp"
#include "common/sequential.hpp"
#include "coroutines/answers.hpp"
#include "processes/answers.hpp"
#include "threads/answers.hpp"

namespace triptych {
namespace {

auto following(std::vector<Finding> (*solve)(std::span<const Chain>)) {
    return [solve](std::int64_t size, std::uint64_t seed) {
        std::vector<Chain> chains = make_chains(size, seed);
        const auto expected = last_findings(chains);
        const double longest = longest_chain_seconds(chains);
        Trial trial = make_trial(
            std::move(chains), solve,
            [expected](const std::vector<Finding>& found) {
                return check_findings(expected, found);
            },
            [](const std::vector<Finding>&) { return Figures{}; });
        trial.wait_seconds = longest;
        return trial;
    };
}

/// A chain waits three times 2.5 ms on the average.
constexpr double seconds_each = 0.0075;

}  // namespace

Workload chained_tasks_answers() {
    return {
        .name = "chained_tasks",
        .question = "In many chains at once, each phase needs what the phase before it found.",
        .unit = "chains",
        .sizes = {10, 100, 1'000},
        .quick = {10, 100},
        .largest = 1'000'000,
        .answers = {{"sequential", "", "one after another", Role::baseline,
                     following(sequential::chained_tasks), one_after_another(seconds_each, 0.3)},
                    {"threads", "", "a thread per chain", Role::contender,
                     following(threads::chained_tasks), more_than(threads::most_alive, "threads")},
                    {"processes", "", "a process per chain", Role::contender,
                     following(processes::chained_tasks),
                     more_than(processes::most_alive, "processes")},
                    {"coroutines", "", "a task per chain", Role::contender,
                     following(coroutines::chained_tasks),
                     more_than(coroutines::most_alive, "coroutines")},
                    {"asio", "", "an awaitable per chain", Role::reference,
                     following(peers::asio_chained_tasks), unless(peers::why_no_asio)}},
    };
}

}  // namespace triptych
