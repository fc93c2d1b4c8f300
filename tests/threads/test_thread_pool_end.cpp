/// How a thread pool shuts down, and how it stops running jobs.
#include <atomic>
#include <chrono>
#include <latch>
#include <memory>
#include <stdexcept>
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

TEST_CASE("ThreadPool takes no later thread for one of its workers, which have been joined") {
    ThreadPool pool{2};
    pool.shutdown();
    std::atomic<int> refused{0};
    for (int i = 0; i < 10; ++i)  // the id of a thread that was joined is soon another's
        std::jthread{[&] {
            try {
                pool.shutdown();
            } catch (const std::logic_error&) {
                ++refused;
            }
        }}.join();
    CHECK(refused == 0);
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

TEST_CASE(
    "ThreadPool may have a job of its own as its last owner, and runs the jobs that are left") {
    for (const int workers : {1, 3}) {
        const Census before = take_census();
        std::latch is_mine{1};
        std::atomic<int> ended = 0;
        auto pool = std::make_shared<ThreadPool>(workers);
        const auto last = pool->submit([&, pool] { is_mine.wait(); });
        std::vector<Future<void>> others;
        for (int i = 0; i < 20; ++i)
            others.push_back(pool->submit([&] { ++ended; }));
        pool.reset();
        is_mine.count_down();
        last.wait();
        CHECK(ended == 20);
        CHECK(changes_since(before).empty());  // its thread has ended, too
    }
}

TEST_CASE("ThreadPool::shutdown refuses to wait in a job of the pool") {
    ThreadPool pool{2};
    const auto waiting = pool.submit([&] { pool.shutdown(); });
    CHECK_THROWS_WITH(waiting.result(), "a job cannot wait for the end of the pool that runs it");
    CHECK(pool.submit([] { return 7; }).result() == 7);
}
