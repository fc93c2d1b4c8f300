/// Properties of the executors of all models, and of the pools of threads and processes: one text
/// for each.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <concepts>
#include <ranges>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

#include "catch.hpp"
#include "common/errors.hpp"
#include "common/executor.hpp"
#include "processes/primitives/process_pool.hpp"
#include "processes/primitives/shared.hpp"
#include "tests/census.hpp"
#include "tests/contract/blocking_task_group.hpp"
#include "threads/primitives/thread_pool.hpp"

using namespace triptych;
using namespace std::chrono_literals;

static_assert(BlockingExecutor<threads::ThreadPool>);
static_assert(BlockingExecutor<processes::ProcessPool>);
static_assert(Executor<coroutines::TaskGroup, coroutines::Task<int>>);
static_assert(Executor<BlockingTaskGroup>);

namespace {

using Numbers = std::vector<int>;

/// A variable that jobs share, between processes and between threads. Create it before the pool, so
/// that its workers have it.
template <typename T>
using Seen = processes::Shared<std::atomic<T>>;

const auto iota = [](int count) { return std::views::iota(0, count); };

int squared(int number) {
    return number * number;
}

template <typename T>
void wait_for(Seen<T>& seen, T value) {
    while (*seen < value)
        std::this_thread::yield();
}

}  // namespace

#define IN_ALL_MODELS(sentence) \
    TEMPLATE_TEST_CASE(sentence, "", threads::ThreadPool, processes::ProcessPool, BlockingTaskGroup)

/// For tests in which jobs block until others have run, which two tasks of one thread cannot do; or
/// in which jobs continue after a failure, which would cancel all tasks of a task group.
#define IN_BOTH_POOLS(sentence) \
    TEMPLATE_TEST_CASE(sentence, "", threads::ThreadPool, processes::ProcessPool)

IN_ALL_MODELS("future.result returns the job's result, any number of times") {
    TestType pool{2};
    const auto answer = pool.submit([] { return 42; });
    const auto sum = pool.submit([](int a, int b) { return a + b; }, 3, 4);
    const auto numbers = pool.submit(
        [](Numbers& items) {
            std::ranges::reverse(items);
            return items;
        },
        Numbers{1, 2, 3});
    CHECK(answer.result() == 42);
    CHECK(answer.result() == 42);
    CHECK(sum.result() == 7);
    CHECK(numbers.result() == Numbers{3, 2, 1});
    CHECK(pool.submit([] { return Numbers{5}; }).result() == Numbers{5});
    pool.submit([] {}).result();
    CHECK(answer.done());
    CHECK(answer.exception() == nullptr);
}

IN_ALL_MODELS(
    "future.result throws the job's exception, any number of times; a pool continues, a group does "
    "not") {
    TestType pool{1};
    const auto fails = pool.submit([]() -> int { throw std::out_of_range{"no luck"}; });
    CHECK_THROWS_AS(fails.result(), std::out_of_range);
    CHECK_THROWS_WITH(fails.result(), "no luck");
    CHECK(fails.exception() != nullptr);
    CHECK(fails.done());
    if constexpr (std::same_as<TestType, BlockingTaskGroup>) {  // structured concurrency
        CHECK_THROWS_AS(pool.submit([] { return 1; }).result(), CancelledError);
    } else {
        CHECK_THROWS_AS(pool.submit([]() -> int { throw std::runtime_error{"none"}; }).result(),
                        std::runtime_error);
        CHECK(pool.submit([] { return 1; }).result() == 1);
    }
}

IN_ALL_MODELS("map returns a result for each item, in their order, and as_completed in any order") {
    TestType pool{2};
    CHECK(pool.map(squared, Numbers{3, 1, 2}) == Numbers{9, 1, 4});
    CHECK(pool.map(squared, Numbers{}).empty());
    Numbers used;
    pool.as_completed(squared, Numbers{3, 1, 2}, [&](int number) { used.push_back(number); });
    std::ranges::sort(used);
    CHECK(used == Numbers{1, 4, 9});
    CHECK_THROWS_WITH(
        pool.map([](int number) -> int { throw std::invalid_argument{std::to_string(number)}; },
                 Numbers{7}),
        "7");
}

IN_ALL_MODELS(
    "add_done_callback calls the callback once, with its future, before the job is done or after") {
    Numbers results;
    TestType pool{1};
    auto future = pool.submit(squared, 3);
    future.add_done_callback([&](const auto& done) { results.push_back(done.result()); });
    CHECK(future.result() == 9);
    pool.shutdown();  // a worker may still be about to call the callback
    CHECK(results == Numbers{9});
    future.add_done_callback([&](const auto& done) { results.push_back(done.result() + 1); });
    CHECK(results == Numbers{9, 10});
}

IN_BOTH_POOLS("map returns the results in the order of the items, not in completion order") {
    Seen<int> others{0};
    TestType pool{2};
    const auto results = pool.map(
        [&](int number) {
            if (number == 0) wait_for(others, 19);
            if (number != 0) ++*others;
            return squared(number);
        },
        iota(20));
    REQUIRE(results.size() == 20);
    for (int i = 0; i < 20; ++i)
        CHECK(results.at(static_cast<std::size_t>(i)) == squared(i));
}

IN_BOTH_POOLS("imap yields each result as soon as it is available") {
    Seen<bool> first_seen{false};
    TestType pool{1};
    auto results = pool.imap(
        [&](int number) {
            if (number > 0) wait_for(first_seen, true);
            return squared(number);
        },
        iota(5));
    Numbers got;
    for (const int result : results) {
        got.push_back(result);
        *first_seen = true;
    }
    CHECK(got == Numbers{0, 1, 4, 9, 16});
}

IN_BOTH_POOLS("imap keeps temporary items and functions alive") {
    TestType pool{2};
    auto results = pool.imap([offset = 5](Numbers& items) { return items.front() + offset; },
                             std::vector<Numbers>{{1}, {2}, {3}});
    Numbers got;
    for (const int result : results)
        got.push_back(result);
    CHECK(got == Numbers{6, 7, 8});
}

IN_BOTH_POOLS("map throws the first exception in call order, once all jobs have ended") {
    Seen<int> ended{0};
    TestType pool{2};
    const auto job = [&](int number) {
        if (number == 2) wait_for(ended, 4);  // so of the two failures, this is the later one
        ++*ended;
        if (number == 2 || number == 3) throw std::invalid_argument{std::to_string(number)};
    };
    CHECK_THROWS_WITH(pool.map(job, iota(20)), "2");
    CHECK(*ended == 20);
}

IN_BOTH_POOLS("as_completed uses the results in completion order") {
    Seen<int> seen{0};
    TestType pool{2};
    const auto job = [&](int number) {
        if (number == 0) wait_for(seen, 9);
        return number;
    };
    Numbers used;
    pool.as_completed(job, iota(10), [&](int number) {
        used.push_back(number);
        ++*seen;
    });
    CHECK(used.size() == 10);
    CHECK(used.back() == 0);
    std::ranges::sort(used);
    CHECK(std::ranges::equal(used, iota(10)));
}

IN_BOTH_POOLS("as_completed takes any futures of the pool, done or not") {
    Seen<bool> go{false};
    TestType pool{2};
    std::vector<decltype(pool.submit(squared, 0))> futures;
    futures.push_back(pool.submit(
        [&](int number) {
            wait_for(go, true);
            return number;
        },
        1));
    futures.push_back(pool.submit(squared, 2));
    futures.back().wait();
    futures.push_back(pool.submit(squared, 3));
    Numbers used;
    pool.as_completed(futures, [&](const auto& future) {
        used.push_back(future.result());
        *go = used.size() == 2;
    });
    CHECK(used == Numbers{4, 9, 1});
}

IN_BOTH_POOLS("as_completed uses all results, and then throws the first exception in call order") {
    TestType pool{2};
    const auto job = [](int number) {
        if (number % 3 == 2) throw std::invalid_argument{std::to_string(number)};
        return number;
    };
    int used = 0;
    CHECK_THROWS_WITH(pool.as_completed(job, iota(9), [&](int) { ++used; }), "2");
    CHECK(used == 6);
}

IN_BOTH_POOLS(
    "add_done_callback calls several callbacks once each, also if the job is done already") {
    Seen<bool> go{false};
    std::atomic<int> before{0};
    std::atomic<int> after{0};
    TestType pool{1};
    auto future = pool.submit([&] {
        wait_for(go, true);
        return 42;
    });
    future.add_done_callback([&](const auto& done) { before += done.result(); });
    future.add_done_callback([&](const auto& done) { before += done.result(); });
    CHECK(before == 0);
    *go = true;
    future.wait();
    future.add_done_callback([&](const auto& done) { after += done.result(); });
    CHECK(after == 42);
    pool.shutdown();  // a worker may still be about to call the callback
    CHECK(before == 84);
}

IN_BOTH_POOLS(
    "add_done_callback: a callback may submit jobs and add callbacks, and its job may have "
    "failed") {
    std::atomic<int> sum{0};
    TestType pool{1};
    auto failing = pool.submit([]() -> int { throw std::runtime_error{"no luck"}; });
    failing.add_done_callback([&](const auto& done) {
        if (done.exception() == nullptr) return;
        pool.submit(squared, 5).add_done_callback([&](const auto& next) { sum += next.result(); });
    });
    while (sum == 0)
        static_cast<void>(pool.submit([] {}).result());
    CHECK(sum == 25);
}

IN_BOTH_POOLS("result_for throws at the timeout, and neither the job nor its result is lost") {
    Seen<bool> go{false};
    Seen<int> begun{0};
    TestType pool{1};
    const auto future = pool.submit([&] {
        ++*begun;
        wait_for(go, true);
        return 42;
    });
    CHECK_THROWS_AS(future.result_for(0s), TimeoutError);
    CHECK_THROWS_AS(future.result_for(2ms), TimeoutError);
    CHECK_FALSE(future.done());
    *go = true;
    CHECK(future.result_for(60s) == 42);
    CHECK(future.result() == 42);
    CHECK(*begun == 1);
}

IN_BOTH_POOLS("cancel succeeds for a job that has not begun, and fails for one that has") {
    Seen<bool> begun{false};
    Seen<bool> go{false};
    Seen<bool> wrong{false};
    std::atomic<int> called{0};
    TestType pool{1};
    auto running = pool.submit([&] {
        *begun = true;
        wait_for(go, true);
        return 1;
    });
    auto waiting = pool.submit([&] { *wrong = true; });
    waiting.add_done_callback([&](const auto&) { ++called; });
    wait_for(begun, true);
    CHECK_FALSE(running.cancel());
    CHECK(waiting.cancel());
    CHECK(waiting.done());
    CHECK(called == 1);
    CHECK_FALSE(waiting.cancel());
    CHECK_THROWS_AS(waiting.result(), CancelledError);
    *go = true;
    CHECK(running.result() == 1);
    CHECK_FALSE(running.cancel());
    CHECK(pool.submit([] { return 2; }).result() == 2);
    CHECK_FALSE(*wrong);
}

IN_ALL_MODELS("shutdown waits for all submitted jobs, and leaves nothing") {
    const Census before = take_census();
    Seen<int> ended{0};
    {
        TestType pool{2};
        std::vector<decltype(pool.submit(squared, 0))> futures;
        for (int i = 0; i < 50; ++i)
            futures.push_back(pool.submit([&](int number) { return ++*ended, number; }, i));
        pool.shutdown();
        CHECK(*ended == 50);
        for (const auto& future : futures)
            CHECK(future.done());
        CHECK_THROWS_AS(pool.submit(squared, 1), ShutDownError);
        CHECK_THROWS_AS(pool.map(squared, iota(3)), ShutDownError);
        pool.shutdown();
        CHECK(take_census().children == before.children);
        CHECK(take_census().descriptors == before.descriptors);
    }
    CHECK(*ended == 50);
}

IN_BOTH_POOLS("shutdown without `wait` refuses new jobs, and submitted jobs still run") {
    Seen<bool> go{false};
    Seen<int> ended{0};
    {
        TestType pool{1};
        auto first = pool.submit([&] {
            wait_for(go, true);
            ++*ended;
        });
        for (int i = 0; i < 9; ++i)
            pool.submit([&] { ++*ended; });
        pool.shutdown({.wait = false});
        CHECK(*ended == 0);
        CHECK_FALSE(first.done());
        CHECK_THROWS_AS(pool.submit(squared, 1), ShutDownError);
        *go = true;
        first.result();
    }
    CHECK(*ended == 10);
}

IN_BOTH_POOLS("shutdown with cancel_futures loses no running job, and begins no other") {
    Seen<bool> begun{false};
    Seen<bool> go{false};
    Seen<int> others{0};
    TestType pool{1};
    const auto running = pool.submit([&] {
        *begun = true;
        wait_for(go, true);
        return 42;
    });
    wait_for(begun, true);
    std::vector<decltype(pool.submit(squared, 0))> waiting;
    for (int i = 0; i < 9; ++i)
        waiting.push_back(pool.submit([&](int number) { return ++*others, number; }, i));
    pool.shutdown({.wait = false, .cancel_futures = true});
    for (const auto& future : waiting) {
        CHECK(future.done());
        CHECK_THROWS_AS(future.result(), CancelledError);
    }
    CHECK_FALSE(running.done());
    *go = true;
    pool.shutdown();
    CHECK(running.result() == 42);
    CHECK(*others == 0);
}

IN_ALL_MODELS("future may outlive its pool, and a pool may outlive its futures") {
    const Census before = take_census();
    const auto future = [] {
        TestType pool{2};
        pool.submit(squared, 2);  // nobody uses this future
        return pool.submit(squared, 3);
    }();
    CHECK(future.done());
    CHECK(future.result() == 9);
    CHECK(changes_since(before).empty());
}
