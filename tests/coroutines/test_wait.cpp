/// Waiting for some of several tasks, or for so long.
#include <algorithm>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/as_completed.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/gather_bounded.hpp"
#include "coroutines/primitives/gather_outcomes.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/wait_any.hpp"
#include "coroutines/primitives/wait_for.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

Task<int> sleep_or_tell(bool& cancelled) {
    try {
        co_await sleep_long();
    } catch (const Cancelled&) {
        cancelled = true;
        throw;
    }
    co_return 0;
}

/// Takes a cancellation for a hint.
Task<int> return_when_cancelled() {
    try {
        co_await sleep_long();
    } catch (const Cancelled&) {
    }
    co_await some_turns(3);
    co_return 42;
}

Task<int> fail_when_cancelled() {
    try {
        co_await sleep_long();
    } catch (const Cancelled&) {
    }
    throw std::runtime_error{"no luck"};
}

std::vector<Task<int>> tasks_that_end_after(const std::vector<int>& turns) {
    std::vector<Task<int>> tasks;
    for (const int number : turns)
        tasks.push_back(value_after(number, number));
    return tasks;
}

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

TEST_CASE("a task that ends in time gives its result") {
    CHECK(run(wait_for(value_after(3, 42), 1h)) == 42);
    CHECK(run(wait_for(value_after(0, 42), 0ms)) == 42);  // it did not even suspend
    run(wait_for(some_turns(3), 1h));
    CHECK(run(wait_for(value_after(3, 42), Clock::duration::max())) == 42);
}

TEST_CASE("a task that fails in time fails") {
    CHECK_THROWS_WITH(run(wait_for(fail_after(3, "no luck"), 1h)), "no luck");
}

TEST_CASE("a task that takes too long is cancelled, and that is a timeout") {
    bool cancelled = false;
    CHECK_THROWS_AS(run(wait_for(sleep_or_tell(cancelled), 2ms)), triptych::TimeoutError);
    CHECK(cancelled);
    CHECK_THROWS_AS(run(wait_for(sleep_long(), -1ms)), triptych::TimeoutError);
}

TEST_CASE("a task that comes to a result all the same gives it, however late") {
    CHECK(run(wait_for(return_when_cancelled(), 1ms)) == 42);
    CHECK_THROWS_WITH(run(wait_for(fail_when_cancelled(), 1ms)), "no luck");
}

TEST_CASE("a wait that is cancelled cancels its task, waits for it, and is no timeout") {
    bool cancelled = false;
    const auto main = [&]() -> Task<bool> {
        const Future<int> waiting = create_task(wait_for(sleep_or_tell(cancelled), 1h));
        co_await some_turns(2);
        waiting.cancel();
        co_return co_await ends_cancelled(waiting);
    };
    CHECK(run(main()));
    CHECK(cancelled);
}

TEST_CASE("wait_for gives the result of a task that it cancelled in vain, and then Cancelled") {
    int result = 0;
    const auto wait = [&]() -> Task<> {
        result = co_await wait_for(return_when_cancelled(), 1h);
        co_await yield();
    };
    const auto main = [&]() -> Task<bool> {
        const Future<> waiting = create_task(wait());
        co_await some_turns(2);
        waiting.cancel();
        co_return co_await ends_cancelled(waiting);
    };
    CHECK(run(main()));
    CHECK(result == 42);
}

TEST_CASE("timeouts within timeouts: the shorter one comes first") {
    const auto outer = wait_for(sleep_long(), 1h);
    const auto main = []() -> Task<std::string> {
        try {
            co_await wait_for(wait_for(sleep_long(), 1h), 1ms);
        } catch (const triptych::TimeoutError& error) {
            co_return error.what();
        }
        co_return "";
    };
    CHECK(run(main()) == "the job has not ended in time");
}

TEST_CASE("the first that ends wins, and the others are cancelled and waited for") {
    bool cancelled = false;
    std::vector<Task<int>> tasks;
    tasks.push_back(sleep_or_tell(cancelled));
    tasks.push_back(value_after(3, 42));
    First<int> first = run(wait_any(std::move(tasks)));
    CHECK(first.index == 1);
    CHECK(first.outcome.value() == 42);
    CHECK(cancelled);
}

TEST_CASE("a failure may end first, too") {
    bool cancelled = false;
    std::vector<Task<int>> tasks;
    tasks.push_back(fail_after(2, "no luck"));
    tasks.push_back(sleep_or_tell(cancelled));
    First<int> first = run(wait_any(std::move(tasks)));
    CHECK(first.index == 0);
    CHECK(first.outcome.failed());
    CHECK_THROWS_WITH(first.outcome.value(), "no luck");
    CHECK(cancelled);
}

TEST_CASE("if several end at once, the first of them in the list wins") {
    CHECK(run(wait_any(tasks_that_end_after({1, 1, 1}))).index == 0);
}

TEST_CASE("a race that is cancelled cancels all, and waits for them") {
    bool one = false;
    bool other = false;
    const auto main = [&]() -> Task<bool> {
        const auto race = [&]() -> Task<> {
            std::vector<Task<int>> tasks;
            tasks.push_back(sleep_or_tell(one));
            tasks.push_back(sleep_or_tell(other));
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

TEST_CASE("a race of nobody is refused") {
    CHECK_THROWS_AS(run(wait_any(std::vector<Task<int>>{})), std::invalid_argument);
}

TEST_CASE("results are used in the order in which they come") {
    std::vector<int> used;
    const auto use = [&](int value) { used.push_back(value); };
    run(as_completed(tasks_that_end_after({5, 1, 4, 0, 3}), use));
    CHECK(used == std::vector<int>{0, 1, 3, 4, 5});
}

TEST_CASE("one that fails, or cannot be used, keeps none of the others from being used") {
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

TEST_CASE("of each it is told how it ended, in the order of the list") {
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

TEST_CASE("at most so many run at a time, and all of them do") {
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

TEST_CASE("one that fails makes room for the next") {
    Traffic traffic;
    std::vector<Task<int>> tasks;
    tasks.push_back(fail_after(1, "no luck"));
    tasks.push_back(fly(traffic, 1));
    CHECK_THROWS_WITH(run(gather_bounded(1, std::move(tasks))), "no luck");
    CHECK(traffic.peak == 1);
}

TEST_CASE("none at a time is refused") {
    CHECK_THROWS_AS(run(gather_bounded(0, tasks_that_end_after({1}))), std::invalid_argument);
}
