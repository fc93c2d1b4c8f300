/// Properties of every implementation of chained_tasks.
#include <chrono>
#include <vector>

#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "catch.hpp"
#include "common/workloads/sequential.hpp"
#include "tests/census.hpp"
#include "tests/contract/busy_machine.hpp"

using namespace triptych;
using namespace std::chrono_literals;

namespace {

struct Follower {
    const char* name;
    std::vector<Finding> (*follow)(std::span<const Chain> chains);
};

const std::vector<Follower> concurrent{{"threads", threads::chained_tasks},
                                       {"processes", processes::chained_tasks},
                                       {"coroutines", coroutines::chained_tasks}};

}  // namespace

TEST_CASE("chained_tasks: chains wait at the same time, but the phases of a chain do not") {
    const auto one_after_another = [](const Follower& implementation, Delay wait) {
        std::vector<Chain> chains;
        for (std::int32_t id = 0; id < 10; ++id)
            chains.push_back({id, static_cast<Finding>(id), {wait, wait, wait}});
        const auto begun = std::chrono::steady_clock::now();
        CHECK(check_findings(last_findings(chains), implementation.follow(chains)) == "");
        const auto took = std::chrono::steady_clock::now() - begun;
        CHECK(took >= 3 * wait);
        return took >= 10 * 3 * wait;
    };
    CHECK(one_after_another({"sequential", sequential::chained_tasks}, 2ms));
    for (const Follower& implementation : concurrent) {
        CAPTURE(implementation.name);
        CHECK(holds_for_waits_long_enough(
            20ms, [&](Delay wait) { return !one_after_another(implementation, wait); }));
    }
}

TEST_CASE(
    "chained_tasks returns the findings in the order of the chains, not in completion order") {
    const std::vector<Chain> chains{{0, 1, {9ms, 9ms, 9ms}}, {1, 2, {1ms, 1ms, 1ms}}};
    for (const auto& [name, follow] : concurrent) {
        CAPTURE(name);
        CHECK(follow(chains) == last_findings(chains));
    }
}

TEST_CASE("chained_tasks accepts no chains, and leaves nothing behind") {
    for (const auto& [name, follow] : concurrent) {
        CAPTURE(name);
        const Census before = take_census();
        CHECK(follow({}).empty());
        CHECK(changes_since(before) == "");
    }
}
