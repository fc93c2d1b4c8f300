/// Tests async_with().
#include <stdexcept>
#include <string>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/async_with.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/run.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

/// Awaits in enter() and in exit().
struct Connection {
    Task<> enter() {
        co_await some_turns(2);
        if (refuses) throw std::runtime_error{"refused"};
        log.emplace_back("entered");
    }
    Task<> exit(std::exception_ptr error) {
        co_await sleep_for(1ms);
        co_await some_turns(2);
        log.emplace_back(error ? "left by an exception" : "left");
        if (breaks) throw std::runtime_error{"broken"};
    }

    bool refuses = false;
    bool breaks = false;
    std::vector<std::string> log;
};

using Log = std::vector<std::string>;

}  // namespace

TEST_CASE("async_with enters the context before the body, and leaves it afterwards") {
    Connection connection;
    const auto body = [&]() -> Task<> {
        co_await yield();
        connection.log.emplace_back("inside");
    };
    run(async_with(connection, body));
    CHECK(connection.log == Log{"entered", "inside", "left"});
}

TEST_CASE("async_with leaves the context when the body throws, and rethrows the error") {
    Connection connection;
    const auto body = []() -> Task<> { co_await fail_after(1, "no luck"); };
    CHECK_THROWS_WITH(run(async_with(connection, body)), "no luck");
    CHECK(connection.log == Log{"entered", "left by an exception"});
}

TEST_CASE("async_with awaits exit() to its end when the body is cancelled") {
    Connection connection;
    const auto body = [] { return sleep_long(); };
    const auto main = [&]() -> Task<bool> {
        const Future<> task = create_task(async_with(connection, body));
        co_await some_turns(5);
        task.cancel();
        co_return co_await ends_cancelled(task);
    };
    CHECK(run(main()));
    CHECK(connection.log == Log{"entered", "left by an exception"});
}

TEST_CASE("async_with does not leave a context whose enter() throws") {
    Connection connection;
    connection.refuses = true;
    const auto body = [] { return sleep_long(); };
    CHECK_THROWS_WITH(run(async_with(connection, body)), "refused");
    CHECK(connection.log.empty());
}

TEST_CASE("async_with throws the error of exit() in place of that of the body") {
    Connection connection;
    connection.breaks = true;
    const auto body = []() -> Task<> { co_await fail_after(1, "no luck"); };
    CHECK_THROWS_WITH(run(async_with(connection, body)), "broken");
}

TEST_CASE("async_with: a cancellation during exit() is thrown in exit()") {
    Connection connection;
    const auto body = [] { return sleep_long(); };
    const auto main = [&]() -> Task<bool> {
        const Future<> task = create_task(async_with(connection, body));
        co_await some_turns(5);
        task.cancel();
        co_await yield();  // now it waits in exit()
        task.cancel();
        co_return co_await ends_cancelled(task);
    };
    CHECK(run(main()));
    CHECK(connection.log == Log{"entered"});
}
