/// Tests wait_for() and timeout().
#include <stdexcept>
#include <string>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/timeout.hpp"
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

TEST_CASE("timeout returns the result of a body that ends in time, and has not expired") {
    bool expired = true;
    const auto body = [&](Timeout& scope) -> Task<int> {
        co_await some_turns(3);
        expired = scope.expired();
        co_return 42;
    };
    CHECK(run(timeout(1h, body)) == 42);
    CHECK_FALSE(expired);
    CHECK(run(timeout(1h, value_after(3, 42))) == 42);
}

TEST_CASE("timeout cancels its body when the time is over, waits for it, and throws TimeoutError") {
    bool cancelled = false;
    bool expired = false;
    bool has_ended = false;
    const auto body = [&](Timeout& scope) -> Task<> {
        try {
            co_await sleep_long();
        } catch (const Cancelled&) {
            cancelled = true;
        }
        expired = scope.expired();
        co_await some_turns(3);
        has_ended = true;
        throw Cancelled{};
    };
    CHECK_THROWS_AS(run(timeout(1ms, body)), triptych::TimeoutError);
    CHECK(cancelled);
    CHECK(has_ended);
    CHECK(expired);
}

TEST_CASE("Timeout::reschedule makes the time longer") {
    bool is_over = false;
    const auto body = [&](Timeout& scope) -> Task<> {
        scope.reschedule(1h);
        co_await sleep_for(5ms);  // longer than the first limit
        is_over = true;
    };
    run(timeout(2ms, body));
    CHECK(is_over);
}

TEST_CASE("Timeout::reschedule makes the time shorter, also to a time that has passed") {
    const auto limit = GENERATE(1ms, -1ms);
    const auto body = [=](Timeout& scope) -> Task<> {
        co_await yield();  // the scope waits by now
        scope.reschedule(limit);
        co_await sleep_long();
    };
    CHECK_THROWS_AS(run(timeout(1h, body)), triptych::TimeoutError);
}

TEST_CASE("timeout that is cancelled from outside throws Cancelled, and no TimeoutError") {
    bool expired = true;
    const auto body = [&](Timeout& scope) -> Task<int> {
        bool cancelled = false;
        try {
            co_return co_await sleep_until_cancelled(cancelled);
        } catch (const Cancelled&) {
            expired = scope.expired();
            throw;
        }
    };
    const auto main = [&]() -> Task<bool> {
        const Future<int> waiting = create_task(timeout(1h, body));
        co_await some_turns(2);
        waiting.cancel();
        co_return co_await ends_cancelled(waiting);
    };
    CHECK(run(main()));
    CHECK_FALSE(expired);
}

TEST_CASE("timeout inside another one cancels only its own body") {
    int inner_ended = 0;
    const auto outer = [&](Timeout& /*scope*/) -> Task<int> {
        try {
            co_await timeout(1ms, sleep_long());
        } catch (const triptych::TimeoutError&) {
            ++inner_ended;
        }
        co_await some_turns(2);  // the outer scope goes on
        co_return 42;
    };
    CHECK(run(timeout(1h, outer)) == 42);
    CHECK(inner_ended == 1);
    const auto impatient = [&](Timeout& /*scope*/) -> Task<> {
        co_await timeout(1h, sleep_long());
    };
    CHECK_THROWS_AS(run(timeout(1ms, impatient)), triptych::TimeoutError);
}
