/// Tests as_completed().
#include <stdexcept>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/as_completed.hpp"
#include "coroutines/primitives/run.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;

TEST_CASE("as_completed uses the results in the order in which the tasks end") {
    std::vector<int> used;
    const auto use = [&](int value) { used.push_back(value); };
    run(as_completed(tasks_that_end_after({5, 1, 4, 0, 3}), use));
    CHECK(used == std::vector<int>{0, 1, 3, 4, 5});
}

TEST_CASE("as_completed uses the other results although one task fails, or one use throws") {
    std::vector<int> used;
    const auto use = [&](int value) {
        if (value == 2) throw std::runtime_error{"cannot use 2"};
        used.push_back(value);
    };
    CHECK_THROWS_WITH(run(as_completed(tasks_that_end_after({3, 2, 1}), use)), "cannot use 2");
    CHECK(used == std::vector<int>{1, 3});
    std::vector<Task<int>> tasks = tasks_that_end_after({5});
    tasks.push_back(fail_after(4, "no luck"));
    CHECK_THROWS_WITH(run(as_completed(std::move(tasks), use)), "no luck");
    CHECK(used == std::vector<int>{1, 3, 5});
}
