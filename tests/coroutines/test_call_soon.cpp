/// Tests call_soon() and its Handle.
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/run.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;

namespace {

using Log = std::vector<std::string>;

std::string text_of(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const std::exception& thrown) {
        return thrown.what();
    }
}

}  // namespace

TEST_CASE("call_soon calls in the next turn, in the order of the requests, unless cancelled") {
    Log log;
    const auto main = [&]() -> Task<> {
        call_soon([&] { log.emplace_back("first"); });
        const Handle cancelled = call_soon([&] { log.emplace_back("cancelled"); });
        const Handle last = call_soon([&] { log.emplace_back("last"); });
        CHECK(log.empty());
        CHECK(cancelled.cancel());
        CHECK_FALSE(cancelled.pending());
        CHECK_FALSE(cancelled.cancel());
        CHECK(last.pending());
        co_await yield();
        CHECK_FALSE(last.pending());
        CHECK_FALSE(last.cancel());
    };
    run(main());
    CHECK(log == Log{"first", "last"});
}

TEST_CASE("call_soon: callbacks run before the turn's tasks; what they add, in the next turn") {
    EventLoop loop;
    Log log;
    const auto task = [&]() -> Task<> {
        log.emplace_back("task");
        co_await yield();
        log.emplace_back("task again");
    };
    create_task(task());
    call_soon([&] {
        log.emplace_back("call");
        call_soon([&] { log.emplace_back("call again"); });
    });
    loop.run();
    CHECK(log == Log{"call", "task", "call again", "task again"});
}

TEST_CASE("Handle::cancel in a callback stops another one of the same turn, but not itself") {
    EventLoop loop;
    Log log;
    std::vector<Handle> calls;
    calls.push_back(call_soon([&] {
        log.emplace_back("first");
        CHECK_FALSE(calls[0].cancel());
        CHECK(calls[1].cancel());
    }));
    calls.push_back(call_soon([&] { log.emplace_back("cancelled"); }));
    calls.push_back(call_soon([&] { log.emplace_back("last"); }));
    loop.run();
    CHECK(log == Log{"first", "last"});
}

TEST_CASE("call_soon: run() throws what a callback throws, and the next run() calls the others") {
    EventLoop loop;
    Log log;
    const Future<int> task = create_task(value_after(1, 42));
    call_soon([&] { log.emplace_back("first"); });
    call_soon([] { throw std::runtime_error{"no luck"}; });
    call_soon([&] { log.emplace_back("last"); });
    CHECK_THROWS_WITH(loop.run(), "no luck");
    CHECK(log == Log{"first"});
    loop.run();
    CHECK(log == Log{"first", "last"});
    CHECK(task.result() == 42);
}

TEST_CASE("call_soon: the exception handler gets what a callback throws, and the loop goes on") {
    EventLoop loop;
    Log log;
    loop.set_exception_handler(
        [&](const std::exception_ptr& error) { log.push_back(text_of(error)); });
    call_soon([] { throw std::runtime_error{"no luck"}; });
    std::jthread{[&] {
        loop.call_soon_threadsafe([] { throw std::runtime_error{"nor from another thread"}; });
    }}.join();
    call_soon([&] { log.emplace_back("last"); });
    loop.run();
    CHECK(log == Log{"no luck", "last", "nor from another thread"});
}

TEST_CASE(
    "call_soon: run() throws a callback's error during its cleanup, unless it had one before") {
    const auto main = [](bool fails) -> Task<int> {
        const auto clean_up = []() -> Task<> {
            try {
                co_await sleep_long();
            } catch (const Cancelled&) {
                call_soon([] { throw std::runtime_error{"no luck"}; });
            }
            co_await some_turns(3);
        };
        create_task(clean_up());
        co_await some_turns(2);
        if (fails) throw std::runtime_error{"before"};
        co_return 42;
    };
    CHECK_THROWS_WITH(run(main(false)), "no luck");
    CHECK_THROWS_WITH(run(main(true)), "before");
}

TEST_CASE("call_soon destroys the callback after its call, after cancel(), or with the loop") {
    const auto kept = std::make_shared<int>();
    {
        EventLoop loop;
        call_soon([kept] {});
        CHECK(kept.use_count() == 2);
        loop.run();
        CHECK(kept.use_count() == 1);
        call_soon([kept] {}).cancel();
        CHECK(kept.use_count() == 1);
        call_soon([kept] {});
        CHECK(kept.use_count() == 2);
    }
    CHECK(kept.use_count() == 1);
}

TEST_CASE("Handle may outlive the loop") {
    std::vector<Handle> left;
    {
        const EventLoop loop;
        left.push_back(call_soon([] {}));
    }
    CHECK_FALSE(left[0].pending());
    CHECK_FALSE(left[0].cancel());
}
