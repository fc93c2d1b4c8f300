/// Tests wait_for().
#include <stdexcept>
#include <string>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/wait_for.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

/// Catches Cancelled, and returns a result all the same.
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

}  // namespace

TEST_CASE("wait_for returns the result of a task that ends in time") {
    CHECK(run(wait_for(value_after(3, 42), 1h)) == 42);
    CHECK(run(wait_for(value_after(0, 42), 0ms)) == 42);  // the task did not even suspend
    run(wait_for(some_turns(3), 1h));
    CHECK(run(wait_for(value_after(3, 42), Clock::duration::max())) == 42);
}

TEST_CASE("wait_for throws what a task throws in time") {
    CHECK_THROWS_WITH(run(wait_for(fail_after(3, "no luck"), 1h)), "no luck");
}

TEST_CASE("wait_for cancels a task that takes too long, and throws TimeoutError") {
    bool cancelled = false;
    CHECK_THROWS_AS(run(wait_for(sleep_until_cancelled(cancelled), 2ms)), triptych::TimeoutError);
    CHECK(cancelled);
    CHECK_THROWS_AS(run(wait_for(sleep_long(), -1ms)), triptych::TimeoutError);
}

TEST_CASE("wait_for returns a result that the task gives after its cancellation, however late") {
    CHECK(run(wait_for(return_when_cancelled(), 1ms)) == 42);
    CHECK_THROWS_WITH(run(wait_for(fail_when_cancelled(), 1ms)), "no luck");
}

TEST_CASE("wait_for that is cancelled cancels its task, waits for it, and throws no TimeoutError") {
    bool cancelled = false;
    const auto main = [&]() -> Task<bool> {
        const Future<int> waiting = create_task(wait_for(sleep_until_cancelled(cancelled), 1h));
        co_await some_turns(2);
        waiting.cancel();
        co_return co_await ends_cancelled(waiting);
    };
    CHECK(run(main()));
    CHECK(cancelled);
}

TEST_CASE(
    "wait_for returns the result of a task that catches Cancelled; Cancelled is thrown later") {
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

TEST_CASE("wait_for inside wait_for: the shorter timeout comes first") {
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
