/// The futures and chunks of a process pool, whose parent has only one thread.
#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <memory>
#include <ranges>
#include <set>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

#include "catch.hpp"
#include "processes/primitives/process_pool.hpp"
#include "processes/primitives/shared.hpp"
#include "tests/census.hpp"
#include "tests/processes/numbers.hpp"

using namespace triptych;
using namespace triptych::processes;

TEST_CASE("ProcessPool::submit starts the job at once if a worker is free") {
    Shared<std::atomic<int>> begun{0};
    ProcessPool pool{2};
    for (int i = 0; i < 5; ++i)
        pool.submit([&] { ++*begun; });
    while (*begun < 2)
        ::usleep(100);
    CHECK(*begun == 2);  // the parent has not waited, so three jobs are pending
    pool.shutdown();
    CHECK(*begun == 5);
}

TEST_CASE("Future::result of a process pool serves the whole pool while it waits") {
    ProcessPool pool{1};
    auto first = pool.submit(squared, 1);
    int called = 0;
    first.add_done_callback([&](const auto& done) { called = done.result(); });
    auto last = pool.submit(squared, 2);
    CHECK(called == 0);  // callbacks run only while the parent waits
    CHECK(last.result() == 4);
    CHECK(called == 1);
}

TEST_CASE("Future::add_done_callback of a process pool: a callback may wait for other futures") {
    ProcessPool pool{2};
    auto first = pool.submit(squared, 1);
    std::vector<Future<int>> others;
    for (int i = 0; i < 6; ++i)
        others.push_back(pool.submit(squared, i));
    int sum = 0;
    first.add_done_callback([&](const auto&) {
        for (const auto& other : others)
            sum += other.result();
    });
    first.wait();
    while (sum == 0)
        static_cast<void>(pool.submit(squared, 0).result());
    CHECK(sum == 0 + 1 + 4 + 9 + 16 + 25);
}

TEST_CASE("ProcessPool can be destroyed by a callback of its own future, whoever calls it") {
    auto pool = std::make_unique<ProcessPool>(1);
    auto first = pool->submit(squared, 1);
    auto second = pool->submit(squared, 2);
    first.add_done_callback([&](const auto&) { pool.reset(); });
    SECTION("Future::wait") {
        first.wait();
    }
    SECTION("shutdown") {
        pool->shutdown();
    }
    SECTION("cancel, by shutdown") {
        auto third = pool->submit(squared, 3);
        third.add_done_callback([&](const auto&) { pool.reset(); });
        pool->shutdown({.cancel_futures = true});
        CHECK_THROWS_AS(third.result(), CancelledError);
    }
    CHECK(pool == nullptr);
    CHECK(first.result() + (second.exception() ? 4 : second.result()) == 5);
}

TEST_CASE("ProcessPool::as_completed goes on when a callback destroys one of its pools") {
    ProcessPool staying{1};
    auto leaving = std::make_unique<ProcessPool>(1);
    std::vector<Future<int>> futures{staying.submit(squared, 1), leaving->submit(squared, 2)};
    futures[0].add_done_callback([&](const auto&) { leaving.reset(); });
    int sum = 0;
    ProcessPool::as_completed(futures, [&](const auto& future) { sum += future.result(); });
    CHECK(sum == 5);
}

TEST_CASE(
    "ProcessPool does not deadlock with jobs and results of tens of MiB, several for each worker") {
    constexpr std::size_t size = 8'000'000;  // 31 MiB each way
    ProcessPool pool{2};
    const auto plus_one = [](Numbers& numbers) {
        for (int& number : numbers)
            ++number;
        return numbers;
    };
    std::vector<Future<Numbers>> futures;
    for (int i = 0; i < 4; ++i)  // the first two workers answer while the others' jobs are sent
        futures.push_back(pool.submit(plus_one, numbers_of(size, i)));
    for (int i = 0; i < 4; ++i)
        CHECK((futures.at(static_cast<std::size_t>(i)).result() == numbers_of(size, i + 1)));
}

TEST_CASE("ProcessPool sends a large job to one worker while another has a large result to send") {
    Shared<std::atomic<bool>> ready{false};
    ProcessPool pool{2};
    const auto large = [&](Numbers& numbers) {
        *ready = true;
        return numbers;
    };
    const auto first = pool.submit(large, numbers_of(4'000'000, 1));
    while (!*ready)
        ::usleep(100);
    const auto second =
        pool.submit(large, numbers_of(4'000'000, 2));  // the first result is not received yet
    CHECK((second.result() == numbers_of(4'000'000, 2)));
    CHECK((first.result() == numbers_of(4'000'000, 1)));
}

TEST_CASE("Chunks of any size give the same results in the same order") {
    ProcessPool pool{2};
    Numbers squares;
    for (const int number : iota(100))
        squares.push_back(squared(number));
    for (const std::size_t size : {1U, 2U, 7U, 99U, 100U, 101U})
        CHECK(pool.map(squared, iota(100), {.of = size}) == squares);
    CHECK(pool.map(squared, iota(100), {.of = static_cast<std::size_t>(-1)}) == squares);
    CHECK(pool.map(squared, Numbers{}, {.of = 10}).empty());
    Numbers lazily;
    for (const int square : pool.imap(squared, iota(100), {.of = 7}))
        lazily.push_back(square);
    CHECK(lazily == squares);
    Numbers lengths;
    for (const auto& list :
         pool.map([](int length) { return Numbers(static_cast<std::size_t>(length)); }, iota(10),
                  {.of = 4}))
        lengths.push_back(static_cast<int>(list.size()));
    CHECK(lengths == Numbers{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    CHECK_THROWS_AS(pool.map(squared, iota(3), {.of = 0}), std::invalid_argument);
}

TEST_CASE("Chunks: one worker runs a chunk, and as_completed gets its results one by one") {
    Shared<std::atomic<int>> begun{0};
    ProcessPool pool{2};
    const auto job = [&](int) {
        ++*begun;
        while (*begun < 2)
            ::usleep(100);  // so that each worker gets a chunk
        return ::getpid();
    };
    const auto pids = pool.map(job, iota(10), {.of = 5});
    CHECK(std::set<pid_t>(pids.begin(), pids.begin() + 5).size() == 1);
    CHECK(std::set<pid_t>(pids.begin(), pids.end()).size() == 2);
    int sum = 0;
    pool.as_completed(squared, iota(5), [&](int square) { sum += square; }, {.of = 2});
    CHECK(sum == 0 + 1 + 4 + 9 + 16);
}

TEST_CASE("Chunks: a chunk ends at an item that fails, and the other chunks run on") {
    Shared<std::atomic<int>> ended{0};
    ProcessPool pool{2};
    const auto job = [&](int number) {
        if (number == 4) throw std::invalid_argument{"no 4"};
        ++*ended;
    };
    CHECK_THROWS_WITH(pool.map(job, iota(12), {.of = 3}), "no 4");
    CHECK(*ended == 10);  // all but 4, and 5 after it in its chunk
}

TEST_CASE(
    "ProcessPool::imap: its destructor cancels the jobs that have not begun, and waits for the "
    "others") {
    Shared<std::atomic<int>> ended{0};
    ProcessPool pool{1};
    {
        auto results = pool.imap([&](int number) { return ++*ended, number; }, iota(10));
        CHECK(*results.begin() == 0);
    }
    CHECK(*ended == 2);  // the second was assigned when the first result arrived
    CHECK(pool.map(squared, iota(3)) == Numbers{0, 1, 4});
}

TEST_CASE("Future::result_for keeps its timeout while a worker dies and its job is run again") {
    Shared<std::atomic<int>> tries{0};
    Shared<std::atomic<bool>> go{false};
    ProcessPool pool{1};
    const auto future = pool.submit([&] {
        if (++*tries == 1) ::raise(SIGKILL);
        while (!*go)
            ::usleep(100);
        return 42;
    });
    while (*tries < 2)
        CHECK_THROWS_AS(future.result_for(std::chrono::milliseconds{1}), TimeoutError);
    *go = true;
    CHECK(future.result() == 42);
}

TEST_CASE("Future::cancel returns false for a job whose worker died, and the job is run again") {
    Shared<std::atomic<int>> tries{0};
    ProcessPool pool{1};
    auto future = pool.submit([&] {
        if (++*tries == 1) ::raise(SIGKILL);
        return 42;
    });
    pool.shutdown({.wait = false, .cancel_futures = true});
    CHECK_FALSE(future.cancel());
    pool.shutdown({.cancel_futures = true});
    CHECK(future.result() == 42);
    CHECK(*tries == 2);
}

TEST_CASE("ProcessPool::map fails if an item cannot be packed, and the pool stays usable") {
    ProcessPool pool{2};
    const auto refuse = [](int number) -> int {
        if (number == 3) throw std::length_error{"no item 3"};
        return number;
    };
    CHECK_THROWS_WITH(pool.map(squared, iota(6) | std::views::transform(refuse)), "no item 3");
    CHECK(pool.map(squared, iota(3)) == Numbers{0, 1, 4});
}

TEST_CASE("ProcessPool frees a job's arguments once it is done, although its future lives") {
    const auto owned = std::make_shared<int>(1);
    const auto items = [&](int count) {
        return iota(count) | std::views::transform([owned](int number) { return number + *owned; });
    };
    ProcessPool pool{1};
    SECTION("it has returned") {
        auto squares = pool.imap(squared, items(4));
        CHECK(owned.use_count() > 1);
        int sum = 0;
        for (const int square : squares)
            sum += square;
        CHECK(sum == 1 + 4 + 9 + 16);
        CHECK(owned.use_count() == 1);
    }
    SECTION("it was cancelled") {
        auto squares = pool.imap(squared, items(4), {.of = 1});
        pool.shutdown({.cancel_futures = true});
        CHECK(owned.use_count() == 1);
    }
}
