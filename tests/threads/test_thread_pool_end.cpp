/// How a thread pool shuts down, and how it stops running jobs.
#include <atomic>
#include <chrono>
#include <latch>
#include <memory>
#include <stop_token>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "tests/census.hpp"
#include "threads/primitives/thread_pool.hpp"

using namespace triptych;
using namespace triptych::threads;
using namespace std::chrono_literals;

namespace {

int until_stopped(const std::stop_token& stop) {
    while (!stop.stop_requested())
        std::this_thread::yield();
    return 42;
}

}  // namespace

TEST_CASE(
    "ThreadPool::request_stop reaches jobs that take a stop token, and their results are not "
    "lost") {
    ThreadPool pool{2};
    const auto running = pool.submit(until_stopped);
    const auto with_more = pool.submit(
        [](const std::stop_token& stop, int number) { return until_stopped(stop) + number; }, 1);
    CHECK_THROWS_AS(running.result_for(1ms), TimeoutError);
    pool.request_stop();
    CHECK(running.result() == 42);
    CHECK(with_more.result() == 43);
    CHECK(pool.submit(until_stopped).result() == 42);  // later jobs are asked to stop, too
}

TEST_CASE("ThreadPool::map passes the stop token on") {
    ThreadPool pool{2};
    pool.request_stop();
    const auto job = [](const std::stop_token& stop, int item) {
        return until_stopped(stop) + item;
    };
    CHECK(pool.map(job, std::vector<int>{0, 1, 2}) == std::vector<int>{42, 43, 44});
}

TEST_CASE("ThreadPool::shutdown with cancel_futures stops running jobs, and waits for them") {
    const Census before = take_census();
    ThreadPool pool{1};
    std::latch begun{1};
    const auto running = pool.submit([&](const std::stop_token& stop) {
        begun.count_down();
        return until_stopped(stop);
    });
    const auto waiting = pool.submit([] { return 1; });
    begun.wait();
    pool.shutdown({.cancel_futures = true});
    CHECK(running.result() == 42);
    CHECK_THROWS_AS(waiting.result(), CancelledError);
    CHECK(changes_since(before).empty());  // although the pool still exists
}

TEST_CASE("ThreadPool::shutdown may be called by several threads while others submit") {
    ThreadPool pool{2};
    std::atomic<int> accepted{0};
    std::atomic<int> ran{0};
    {
        std::vector<std::jthread> users;
        for (int user = 0; user < 2; ++user)
            users.emplace_back([&] {
                try {
                    while (true) {
                        pool.submit([&] { ++ran; });
                        ++accepted;
                    }
                } catch (const ShutDownError&) {
                }
            });
        while (ran < 10)
            std::this_thread::yield();
        for (int user = 0; user < 2; ++user)
            users.emplace_back([&] { pool.shutdown(); });
    }
    CHECK(ran == accepted);
}

TEST_CASE("ThreadPool with spinning workers runs early and late jobs, and leaves no thread") {
    const Census before = take_census();
    {
        ThreadPool pool{2, {.spin = 200us}};
        for (const auto pause : {0us, 50us, 1'000us})  // while they spin, and when they sleep
            for (int i = 0; i < 20; ++i) {
                std::this_thread::sleep_for(pause);
                REQUIRE(pool.submit([i] { return i; }).result() == i);
            }
        std::vector<int> items(500, 1);
        CHECK(pool.map([](int item) { return item + 1; }, items) == std::vector<int>(500, 2));
    }
    CHECK(changes_since(before).empty());
}

TEST_CASE("ThreadPool lets go of what a cancelled job owned, although its future lives") {
    ThreadPool pool{1};
    std::latch go{1};
    const auto first = pool.submit([&] { go.wait(); });
    const auto owned_by_both = std::make_shared<int>(1);
    const auto job = [owned_by_both] { return *owned_by_both; };
    auto called_off = pool.submit(job);
    const auto marker = pool.submit([] {});
    REQUIRE(called_off.cancel());
    CHECK(owned_by_both.use_count() == 3);  // ours, the lambda's, and the job's
    go.count_down();
    marker.wait();
    CHECK(owned_by_both.use_count() == 2);

    std::latch begun{1};
    const auto last = pool.submit([&](const std::stop_token& stop) {
        begun.count_down();
        return until_stopped(stop);
    });
    const auto at_the_end = pool.submit(job);
    begun.wait();
    pool.shutdown({.cancel_futures = true});
    CHECK(owned_by_both.use_count() == 2);
    CHECK(at_the_end.done());
}
