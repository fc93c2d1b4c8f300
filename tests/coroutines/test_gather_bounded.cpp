/// Tests gather_bounded().
#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/gather_bounded.hpp"
#include "coroutines/primitives/run.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;

namespace {

struct Traffic {
    std::size_t in_flight = 0;
    std::size_t peak = 0;
};

Task<int> fly(Traffic& traffic, int turns) {
    traffic.peak = std::max(traffic.peak, ++traffic.in_flight);
    co_await some_turns(turns);
    --traffic.in_flight;
    co_return turns;
}

}  // namespace

TEST_CASE("gather_bounded runs as many tasks at a time as allowed, and all of them in the end") {
    for (const std::size_t most : {1U, 3U, 100U}) {
        Traffic traffic;
        std::vector<Task<int>> tasks;
        std::vector<int> expected;
        for (int i = 0; i < 20; ++i) {
            tasks.push_back(fly(traffic, 1 + i % 4));
            expected.push_back(1 + i % 4);
        }
        CHECK(run(gather_bounded(most, std::move(tasks))) == expected);
        CHECK(traffic.peak == std::min<std::size_t>(most, 20));
        CHECK(traffic.in_flight == 0);
    }
}

TEST_CASE("gather_bounded begins the next task when one fails") {
    Traffic traffic;
    std::vector<Task<int>> tasks;
    tasks.push_back(fail_after(1, "no luck"));
    tasks.push_back(fly(traffic, 1));
    CHECK_THROWS_WITH(run(gather_bounded(1, std::move(tasks))), "no luck");
    CHECK(traffic.peak == 1);
}

TEST_CASE("gather_bounded of none at a time throws invalid_argument") {
    CHECK_THROWS_AS(run(gather_bounded(0, tasks_that_end_after({1}))), std::invalid_argument);
}
