/// Tests running a loop, stopping it, and calling it from other threads.
#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/run.hpp"
#include "tests/census.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych;
using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

using Log = std::vector<int>;

}  // namespace

TEST_CASE("run_until_complete may run one task after another, and the remaining tasks go on") {
    EventLoop loop;
    const Future<int> left = create_task(value_after(5, 1));
    CHECK(run_until_complete(loop, value_after(1, 42)) == 42);
    CHECK_FALSE(left.done());
    CHECK_THROWS_WITH(run_until_complete(loop, fail_after(1, "no luck")), "no luck");
    CHECK(run_until_complete(loop, value_after(10, 43)) == 43);
    CHECK(left.result() == 1);
}

TEST_CASE("EventLoop::run returns when there is nothing left to do") {
    EventLoop loop;
    const Future<int> task = create_task(value_after(3, 42));
    const auto begun = Clock::now();
    call_later(3ms, [] {});
    loop.run();
    CHECK(task.result() == 42);
    CHECK(Clock::now() - begun >= 3ms);
    CHECK_FALSE(loop.has_work());
}

TEST_CASE(
    "EventLoop::run_forever ends after the turn in which it is stopped, and may be called again") {
    EventLoop loop;
    Log log;
    call_soon([&] {
        log.push_back(1);
        loop.stop();
    });
    call_soon([&] {  // runs in the same turn
        log.push_back(2);
        call_soon([&] { log.push_back(3); });
    });
    loop.run_forever();
    CHECK(log == Log{1, 2});
    call_later(1ms, [&] { loop.stop(); });
    loop.run_forever();
    CHECK(log == Log{1, 2, 3});
}

TEST_CASE("EventLoop::run_forever waits, without any work, until another thread stops it") {
    EventLoop loop;
    const std::jthread stopping{[&] { loop.call_soon_threadsafe([&] { loop.stop(); }); }};
    loop.run_forever();
    CHECK_FALSE(loop.has_work());
}

TEST_CASE("EventLoop::stop before run: no turn is run") {
    EventLoop loop;
    const Future<int> task = create_task(value_after(0, 42));
    loop.stop();
    loop.run();
    CHECK_FALSE(task.done());
    loop.run();
    CHECK(task.done());
}

TEST_CASE("call_soon_threadsafe runs all calls in the loop's thread, in the order of each caller") {
    constexpr int threads = 4;
    constexpr int calls = 1'000;
    EventLoop loop;
    const auto here = std::this_thread::get_id();
    bool all_here = true;
    bool in_order = true;
    std::vector<int> made(threads);
    {
        std::vector<std::jthread> calling;
        for (std::size_t thread = 0; thread < threads; ++thread) {
            calling.emplace_back([&, thread] {
                for (int call = 0; call < calls; ++call) {
                    loop.call_soon_threadsafe([&, thread, call] {
                        all_here = all_here && std::this_thread::get_id() == here;
                        in_order = in_order && made[thread]++ == call;
                        if (std::ranges::count(made, calls) == threads) loop.stop();
                    });
                }
            });
        }
        loop.run_forever();
    }
    CHECK(made == std::vector<int>(threads, calls));
    CHECK(all_here);
    CHECK(in_order);
}

TEST_CASE("call_soon_threadsafe may wake a task that waits for a future") {
    const auto main = []() -> Task<int> {
        EventLoop& loop = EventLoop::current();
        const Future<int> future;
        loop.add_external_work();
        const std::jthread other{[&] {
            loop.call_soon_threadsafe([&] {
                loop.external_work_done();
                future.set_result(42);
            });
        }};
        co_return co_await future;
    };
    CHECK(run(main()) == 42);
}

TEST_CASE("call_soon_threadsafe between the loops of several threads") {
    std::atomic<int> pings = 0;
    const auto main = [&]() -> Task<> {
        const Future<> called_back;
        EventLoop& mine = EventLoop::current();
        mine.add_external_work();
        const std::jthread other{[&] {
            const auto in_other_loop = [&]() -> Task<> {
                co_await some_turns(3);
                ++pings;
                mine.call_soon_threadsafe([&] {
                    mine.external_work_done();
                    called_back.set_result();
                });
            };
            run(in_other_loop());
        }};
        co_await called_back;
    };
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 3; ++i)
            threads.emplace_back([&] { run(main()); });
    }
    CHECK(pings == 3);
}

TEST_CASE("EventLoop leaves nothing behind: no descriptor, no thread, no mapping") {
    for (const Backend backend : {Backend::epoll, Backend::io_uring, Backend::poll}) {
        const Census before = take_census();
        try {
            CHECK(run(value_after(3, 42), backend) == 42);
            CHECK_THROWS_WITH(run(fail_after(3, "no luck"), backend), "no luck");
            EventLoop loop{backend};
            create_task(sleep_long());
            run_until_complete(loop, some_turns(2));
        } catch (const std::system_error& error) {
            WARN("not tested: " << name_of(backend) << ": " << error.what());
        }
        CHECK(changes_since(before).empty());
    }
}
