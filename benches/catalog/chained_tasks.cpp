#include <array>
#include <bit>

#include "benches/catalog/prepared_run.hpp"
#include "benches/catalog/python_run.hpp"
#include "benches/catalog/refusals.hpp"
#include "benches/catalog/workloads.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "benches/peers/peers.hpp"
#include "common/workloads/sequential.hpp"
#include "coroutines/primitives/limit.hpp"
#include "processes/primitives/limit.hpp"
#include "threads/primitives/limit.hpp"

namespace triptych {
namespace {

auto following(std::vector<Finding> (*solve)(std::span<const Chain>)) {
    return [solve](std::int64_t size, std::uint64_t seed) {
        std::vector<Chain> chains = make_chains(size, seed);
        const auto expected = last_findings(chains);
        const double longest = longest_chain_seconds(chains);
        PreparedRun prepared = prepare_run(
            std::move(chains), solve,
            [expected](const std::vector<Finding>& found) {
                return check_findings(expected, found);
            },
            [](const std::vector<Finding>&) { return Metrics{}; });
        prepared.wait_seconds = longest;
        return prepared;
    };
}

/// The start of each chain, as two numbers of 32 bits (as in memory); then the waits of the first,
/// second and third phases, in microseconds.
peers::Lists starts_and_waits(std::span<const Chain> chains) {
    peers::Lists lists(1 + std::tuple_size_v<decltype(Chain::waits)>);
    for (const Chain& chain : chains) {
        const auto halves = std::bit_cast<std::array<int, 2>>(chain.start);
        lists[0].insert(lists[0].end(), halves.begin(), halves.end());
        for (std::size_t phase = 0; phase < chain.waits.size(); ++phase)
            lists[1 + phase].push_back(chain.waits[phase].count());
    }
    return lists;
}

std::vector<Finding> read_findings(const peers::Lists& output) {
    std::vector<Finding> found;
    for (std::size_t i = 0; i + 1 < output.at(0).size(); i += 2)
        found.push_back(std::bit_cast<Finding>(std::array{output[0][i], output[0][i + 1]}));
    return found;
}

PreparedRun follow_by_python(std::int64_t size, std::uint64_t seed) {
    const std::vector<Chain> chains = make_chains(size, seed);
    PreparedRun prepared = python_run(
        "chained_tasks_asyncio", starts_and_waits(chains), peers::lengths(1, 2 * size),
        read_findings,
        [expected = last_findings(chains)](const std::vector<Finding>& found) {
            return check_findings(expected, found);
        },
        [](const std::vector<Finding>&) { return Metrics{}; });
    prepared.wait_seconds = longest_chain_seconds(chains);
    return prepared;
}

/// A chain waits three times 2.5 ms on average.
constexpr double seconds_each = 0.0075;

}  // namespace

Workload chained_tasks_workload() {
    return {
        .name = "chained_tasks",
        .problem = "Many chains at once; each phase needs the result of the phase before it.",
        .unit = "chains",
        .usual = 100,
        .sizes = {10, 100, 1'000},
        .quick = {20},
        .largest = 1'000'000,
        .implementations =
            {{"sequential", "", "one after another", Role::baseline,
              following(sequential::chained_tasks), one_after_another(seconds_each, 1)},
             {"threads", "", "a thread per chain", Role::contender,
              following(threads::chained_tasks), more_than(threads::most_alive, "threads")},
             {"processes", "", "a process per chain", Role::contender,
              following(processes::chained_tasks), more_than(processes::most_alive, "processes")},
             {"coroutines", "", "a task per chain", Role::contender,
              following(coroutines::chained_tasks),
              more_than(coroutines::most_alive, "coroutines")},
             {"asio", "", "an awaitable per chain", Role::peer,
              following(peers::asio_chained_tasks), skipped_if(peers::why_no_asio)},
             {"python", "asyncio", "an asyncio task per chain", Role::peer, follow_by_python,
              python_takes(100)}},
    };
}

}  // namespace triptych
