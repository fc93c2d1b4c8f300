/// What a future of a thread can do that is its own.
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

TEST_CASE("a result that can only be moved is moved out, and one that is looked at stays") {
    ThreadPool pool{1};
    auto future = pool.submit([] { return std::make_unique<int>(7); });
    CHECK(*future.result() == 7);
    CHECK(*future.result_for(60s) == 7);
    const std::unique_ptr<int> owned = std::move(future).result();
    CHECK(*owned == 7);
    CHECK(*pool.submit([] { return std::make_unique<int>(8); }).result_for(60s) == 8);
}

TEST_CASE("what a job owns is gone when its future is done") {
    ThreadPool pool{1};
    const auto watched = std::make_shared<int>(7);
    const auto future = pool.submit([owned = watched] { return *owned; });
    CHECK(future.result() == 7);
    CHECK(watched.use_count() == 1);
}

TEST_CASE(
    "the callback of a running job is called by the worker, that of a done one by the asker") {
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

TEST_CASE("of those who cancel a job and the worker that begins it, one wins") {
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

TEST_CASE("results come out of futures while other threads submit, wait, cancel and call back") {
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

TEST_CASE("who stops in the middle of imap calls off what has not begun, and waits for what has") {
    std::latch begun{1};
    std::latch called_off{1};
    std::atomic<int> ended{0};
    ThreadPool pool{1};
    {
        auto results = pool.imap(
            [&](int number) {
                if (number == 1) begun.count_down(), called_off.wait();
                return ++ended, number;
            },
            std::vector<int>{0, 1, 2, 3});
        results.futures().back().add_done_callback([&](const auto&) { called_off.count_down(); });
        CHECK(*results.begin() == 0);
        begun.wait();
    }
    CHECK(ended == 2);
}
