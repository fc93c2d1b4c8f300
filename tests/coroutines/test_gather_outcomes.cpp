/// Tests gather_outcomes().
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/gather_outcomes.hpp"
#include "coroutines/primitives/run.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;

TEST_CASE("gather_outcomes returns how each task ended, in the order of the list") {
    std::vector<Task<int>> tasks;
    tasks.push_back(value_after(3, 1));
    tasks.push_back(fail_after(1, "no luck"));
    tasks.push_back(value_after(0, 3));
    auto outcomes = run(gather_outcomes(std::move(tasks)));
    REQUIRE(outcomes.size() == 3);
    CHECK(outcomes[0].value() == 1);
    CHECK(outcomes[1].failed());
    CHECK_THROWS_WITH(outcomes[1].value(), "no luck");
    CHECK(outcomes[2].value() == 3);
}
