/// Tests wait_any().
#include <stdexcept>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/wait_any.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;

TEST_CASE("wait_any returns the first that ends; the others are cancelled and waited for") {
    bool cancelled = false;
    std::vector<Task<int>> tasks;
    tasks.push_back(sleep_until_cancelled(cancelled));
    tasks.push_back(value_after(3, 42));
    First<int> first = run(wait_any(std::move(tasks)));
    CHECK(first.index == 1);
    CHECK(first.outcome.value() == 42);
    CHECK(cancelled);
}

TEST_CASE("wait_any returns a failure if that ends first") {
    bool cancelled = false;
    std::vector<Task<int>> tasks;
    tasks.push_back(fail_after(2, "no luck"));
    tasks.push_back(sleep_until_cancelled(cancelled));
    First<int> first = run(wait_any(std::move(tasks)));
    CHECK(first.index == 0);
    CHECK(first.outcome.failed());
    CHECK_THROWS_WITH(first.outcome.value(), "no luck");
    CHECK(cancelled);
}

TEST_CASE("wait_any returns the first in the list if several end at the same time") {
    CHECK(run(wait_any(tasks_that_end_after({1, 1, 1}))).index == 0);
}

TEST_CASE("wait_any that is cancelled cancels all tasks, and waits for them") {
    bool one = false;
    bool other = false;
    const auto main = [&]() -> Task<bool> {
        const auto race = [&]() -> Task<> {
            std::vector<Task<int>> tasks;
            tasks.push_back(sleep_until_cancelled(one));
            tasks.push_back(sleep_until_cancelled(other));
            co_await wait_any(std::move(tasks));
        };
        const Future<> racing = create_task(race());
        co_await some_turns(4);
        racing.cancel();
        co_return co_await ends_cancelled(racing);
    };
    CHECK(run(main()));
    CHECK(one);
    CHECK(other);
}

TEST_CASE("wait_any of an empty list throws invalid_argument") {
    CHECK_THROWS_AS(run(wait_any(std::vector<Task<int>>{})), std::invalid_argument);
}
