/// The thread pool.
#include <atomic>
#include <latch>
#include <memory>
#include <ranges>
#include <set>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "tests/census.hpp"
#include "tests/in_child.hpp"
#include "threads/primitives/thread_pool.hpp"

using namespace triptych;
using namespace triptych::threads;

TEST_CASE("ThreadPool::submit returns a future with the function's result") {
    ThreadPool pool{2};
    auto answer = pool.submit([] { return 42; });
    auto text = pool.submit([] { return std::string(100, 'x'); });
    auto owner =
        pool.submit([owned = std::make_unique<int>(7)]() mutable { return std::move(owned); });
    auto nothing = pool.submit([] {});
    CHECK(answer.result() == 42);
    CHECK(text.result() == std::string(100, 'x'));
    CHECK(*owner.result() == 7);
    nothing.result();
}

TEST_CASE(
    "ThreadPool::submit returns a future with the function's exception, and the pool continues") {
    ThreadPool pool{1};
    auto fails = pool.submit([]() -> int { throw std::runtime_error{"no luck"}; });
    CHECK_THROWS_WITH(fails.result(), "no luck");
    CHECK(pool.submit([] { return 1; }).result() == 1);
}

TEST_CASE("ThreadPool runs jobs in other threads, as many at a time as it has workers") {
    constexpr int workers = 3;
    ThreadPool pool{workers};
    std::latch all_begun{workers};  // none of them ends before all have begun
    const auto ids = pool.map(
        [&](int) {
            all_begun.arrive_and_wait();
            return std::this_thread::get_id();
        },
        std::vector<int>(workers));
    CHECK(std::set<std::thread::id>(ids.begin(), ids.end()).size() == workers);
    CHECK(std::ranges::find(ids, std::this_thread::get_id()) == ids.end());
}

TEST_CASE("ThreadPool::map returns the results in the order of the items") {
    ThreadPool pool{4};
    std::vector<int> items(1'000);
    std::ranges::iota_view numbers{0, 1'000};
    std::ranges::copy(numbers, items.begin());
    const auto squares = pool.map([](int i) { return i * i; }, items);
    REQUIRE(squares.size() == 1'000);
    for (int i = 0; i < 1'000; ++i)
        REQUIRE(squares.at(static_cast<std::size_t>(i)) == i * i);
}

TEST_CASE("ThreadPool::map takes views whose items are temporaries") {
    ThreadPool pool{2};
    const auto squares = pool.map([](int i) { return i * i; }, std::views::iota(0, 1'000));
    for (int i = 0; i < 1'000; ++i)
        REQUIRE(squares.at(static_cast<std::size_t>(i)) == i * i);
    const auto words = pool.map([](const std::string& word) { return word.size(); },
                                std::views::iota(0, 100) | std::views::transform([](int i) {
                                    return std::string(static_cast<std::size_t>(i), 'x');
                                }));
    for (std::size_t i = 0; i < 100; ++i)
        REQUIRE(words.at(i) == i);
}

TEST_CASE(
    "ThreadPool::map accepts functions that change the items or return nothing, and an empty "
    "list") {
    ThreadPool pool{2};
    std::vector<int> items{1, 2, 3};
    pool.map([](int& item) { item *= 10; }, items);
    CHECK(items == std::vector<int>{10, 20, 30});
    CHECK(pool.map([](int item) { return item; }, std::vector<int>{}).empty());
}

TEST_CASE("ThreadPool::map rethrows the first exception in call order, once all jobs have ended") {
    ThreadPool pool{4};
    std::latch second_has_thrown{1};
    std::atomic<int> ended{0};
    const auto job = [&](int i) {
        if (i == 1) second_has_thrown.wait();
        ++ended;
        if (i == 2) second_has_thrown.count_down();
        if (i == 1 || i == 2) throw std::runtime_error{"job " + std::to_string(i)};
        return i;
    };
    CHECK_THROWS_WITH(pool.map(job, std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7}), "job 1");
    CHECK(ended == 8);
    CHECK(pool.map(job, std::vector<int>{5}) == std::vector<int>{5});
}

TEST_CASE("ThreadPool::map does not throw while a job still uses objects of the caller") {
    constexpr int jobs = 50;
    std::atomic<int> ended{0};
    ThreadPool pool{1};
    const auto job = [&](int i) {
        if (i == 0) throw std::runtime_error{"the first"};
        for (int turn = 0; turn < 10; ++turn)
            std::this_thread::yield();
        ++ended;
    };
    CHECK_THROWS_WITH(pool.map(job, std::views::iota(0, jobs)), "the first");
    CHECK(ended == jobs - 1);
}

TEST_CASE("ThreadPool's destructor waits for all submitted jobs, and leaves no thread") {
    const Census before = take_census();
    std::atomic<int> done{0};
    {
        std::latch go{1};
        ThreadPool pool{2};
        for (int i = 0; i < 2; ++i)
            pool.submit([&] { go.wait(); });
        for (int i = 0; i < 100; ++i)
            pool.submit([&] { ++done; });
        CHECK(done == 0);
        go.count_down();
    }
    CHECK(done == 100);
    CHECK(changes_since(before).empty());
}

TEST_CASE("ThreadPool::submit may be called by any thread") {
    ThreadPool pool{2};
    std::atomic<int> done{0};
    {
        std::vector<std::jthread> submitting;
        for (int i = 0; i < 4; ++i)
            submitting.emplace_back([&] {
                for (int job = 0; job < 100; ++job)
                    pool.submit([&] { ++done; }).wait();
            });
    }
    CHECK(done == 400);
}

TEST_CASE("ThreadPool refuses to have no worker") {
    CHECK_THROWS_AS(ThreadPool{0}, std::invalid_argument);
    CHECK_THROWS_AS(ThreadPool{-1}, std::invalid_argument);
}

TEST_CASE("ThreadPool throws if the system refuses some of its threads, and leaves none") {
    const std::string result = in_child([] {
        allow_tasks(3);
        const Census before = take_census();
        try {
            const ThreadPool pool{10};
        } catch (const std::system_error& error) {
            return error.what() + changes_since(before);
        }
        return std::string{"not refused"};
    });
    CHECK(result == "std::thread (limit: ulimit -u): " + std::generic_category().message(EAGAIN));
}
