/// The futures of a thread pool: what no other future does.
#include <atomic>
#include <chrono>
#include <latch>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

#include "catch.hpp"
#include "threads/primitives/thread_pool.hpp"

using namespace triptych;
using namespace triptych::threads;
using namespace std::chrono_literals;

TEST_CASE("Future::result moves a move-only result out of an rvalue, and leaves it in an lvalue") {
    ThreadPool pool{1};
    auto future = pool.submit([] { return std::make_unique<int>(7); });
    CHECK(*future.result() == 7);
    CHECK(*future.result_for(60s) == 7);
    const std::unique_ptr<int> owned = std::move(future).result();
    CHECK(*owned == 7);
    CHECK(*pool.submit([] { return std::make_unique<int>(8); }).result_for(60s) == 8);
}

TEST_CASE("Future is done only after the job has destroyed what it owns") {
    ThreadPool pool{1};
    const auto watched = std::make_shared<int>(7);
    const auto future = pool.submit([owned = watched] { return *owned; });
    CHECK(future.result() == 7);
    CHECK(watched.use_count() == 1);
}

TEST_CASE(
    "Future::add_done_callback: the worker calls the callback of a running job, the caller that of "
    "a done one") {
    ThreadPool pool{1};
    std::latch go{1};
    std::thread::id caller;
    auto future = pool.submit([&] { return go.wait(), std::this_thread::get_id(); });
    future.add_done_callback([&](const auto&) { caller = std::this_thread::get_id(); });
    go.count_down();
    const auto worker = future.result();
    pool.shutdown();
    CHECK(caller == worker);
    future.add_done_callback([&](const auto&) { caller = std::this_thread::get_id(); });
    CHECK(caller == std::this_thread::get_id());
}

TEST_CASE("Future::cancel and the worker that begins the job: exactly one of them wins") {
    ThreadPool pool{2};
    std::atomic<int> ran{0};
    int cancelled = 0;
    for (int i = 0; i < 2'000; ++i) {
        auto future = pool.submit([&] { ++ran; });
        if (future.cancel())
            ++cancelled;
        else
            future.result();
    }
    pool.shutdown();
    CHECK(ran + cancelled == 2'000);
}

TEST_CASE("Future gives its result while other threads submit, wait, cancel and add callbacks") {
    std::atomic<int> called{0};
    std::atomic<int> done{0};
    {
        ThreadPool pool{2};
        std::vector<std::jthread> users;
        for (int user = 0; user < 3; ++user)
            users.emplace_back([&] {
                for (int i = 0; i < 300; ++i) {
                    auto future = pool.submit([](int number) { return number; }, i);
                    future.add_done_callback([&](const auto&) { ++called; });
                    if (i % 3 == 0) future.cancel();
                    done += future.exception() != nullptr || future.result() == i;
                }
            });
    }
    CHECK(called == 900);
    CHECK(done == 900);
}

TEST_CASE(
    "Results' destructor cancels the jobs that have not begun, and waits for those that have") {
    std::latch begun{1};
    std::latch cancelled{1};
    std::atomic<int> ended{0};
    ThreadPool pool{1};
    {
        auto results = pool.imap(
            [&](int number) {
                if (number == 1) begun.count_down(), cancelled.wait();
                return ++ended, number;
            },
            std::vector<int>{0, 1, 2, 3});
        results.futures().back().add_done_callback([&](const auto&) { cancelled.count_down(); });
        CHECK(*results.begin() == 0);
        begun.wait();
    }
    CHECK(ended == 2);
}
