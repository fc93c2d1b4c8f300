/// Tests gather().
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

/// Ends after `turns` turns of the loop.
Task<int> after(int turns) {
    for (int turn = 0; turn < turns; ++turn)
        co_await yield();
    co_return turns;
}

Task<int> fail_after(int turns, int& ended) {
    co_await after(turns);
    ++ended;
    throw std::runtime_error{"after " + std::to_string(turns)};
}

Task<int> succeed_after(int turns, int& ended) {
    co_await after(turns);
    ++ended;
    co_return turns;
}

Task<std::unique_ptr<int>> own(int value) {
    co_await yield();
    co_return std::make_unique<int>(value);
}

/// Awaits nested gathers: a tree of `depth` levels. Returns the number of its leaves.
Task<int> tree(int depth) {
    if (depth == 0) co_return 1;
    std::vector<Task<int>> branches;
    for (int i = 0; i < 2; ++i)
        branches.push_back(tree(depth - 1));
    const auto leaves = co_await gather(std::move(branches));
    co_return leaves.at(0) + leaves.at(1);
}

}  // namespace

TEST_CASE("gather returns the results in the order of the list, whichever task ends first") {
    std::vector<Task<int>> tasks;
    for (const int turns : {3, 0, 5, 1})
        tasks.push_back(after(turns));
    CHECK(run(gather(std::move(tasks))) == std::vector<int>{3, 0, 5, 1});
}

TEST_CASE("gather of an empty list returns at once") {
    CHECK(run(gather(std::vector<Task<int>>{})).empty());
    run(gather(std::vector<Task<>>{}));
}

TEST_CASE("gather moves results that cannot be copied") {
    std::vector<Task<std::unique_ptr<int>>> tasks;
    for (const int value : {1, 2})
        tasks.push_back(own(value));
    const auto results = run(gather(std::move(tasks)));
    CHECK(*results.at(0) == 1);
    CHECK(*results.at(1) == 2);
}

TEST_CASE("gather throws the first exception, after all tasks have ended") {
    int ended = 0;
    std::vector<Task<int>> tasks;
    tasks.push_back(fail_after(4, ended));
    tasks.push_back(succeed_after(6, ended));
    tasks.push_back(fail_after(2, ended));
    tasks.push_back(succeed_after(0, ended));
    CHECK_THROWS_WITH(run(gather(std::move(tasks))), "after 2");
    CHECK(ended == 4);
}

TEST_CASE("gather lets its tasks sleep concurrently") {
    int asleep = 0;
    const auto sleep_as_all_do = [&]() -> Task<> {
        ++asleep;
        co_await sleep_for(50ms);
        CHECK(asleep == 100);
    };
    std::vector<Task<>> tasks;
    for (int i = 0; i < 100; ++i)
        tasks.push_back(sleep_as_all_do());
    const auto begun = Clock::now();
    run(gather(std::move(tasks)));
    CHECK(Clock::now() - begun >= 50ms);
}

TEST_CASE("gather may be nested") {
    CHECK(run(tree(10)) == 1'024);
}
