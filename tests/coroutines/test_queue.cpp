/// Tests Queue.
#include <algorithm>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/queue.hpp"
#include "coroutines/primitives/run.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;

namespace {

Task<> put_all(Queue<int>& queue, int first, int count) {
    for (int i = first; i < first + count; ++i)
        co_await queue.put(i);
}

/// Runs until it is cancelled.
Task<> consume(Queue<int>& queue, std::vector<int>& consumed, int turns) {
    while (true) {
        const int item = co_await queue.get();
        co_await some_turns(turns);
        consumed.push_back(item);
        queue.task_done();
    }
}

std::vector<int> numbers(int count) {
    std::vector<int> all(static_cast<std::size_t>(count));
    std::iota(all.begin(), all.end(), 0);
    return all;
}

}  // namespace

TEST_CASE("Queue::get returns the items in the order of put()") {
    const auto main = []() -> Task<std::vector<int>> {
        Queue<int> queue;
        const Future<> putting = create_task(put_all(queue, 0, 100));
        std::vector<int> got;
        for (int i = 0; i < 100; ++i)
            got.push_back(co_await queue.get());
        CHECK(queue.empty());
        co_return got;
    };
    CHECK(run(main()) == numbers(100));
}

TEST_CASE("Queue moves items that cannot be copied") {
    const auto main = []() -> Task<int> {
        Queue<std::unique_ptr<int>> queue;
        auto item = std::make_unique<int>(42);
        co_await queue.put(std::move(item));
        const auto got = co_await queue.get();
        co_return *got;
    };
    CHECK(run(main()) == 42);
}

TEST_CASE("Queue::put waits while the queue is full (back-pressure)") {
    const auto main = []() -> Task<> {
        Queue<int> queue{3};
        const Future<> putting = create_task(put_all(queue, 0, 10));
        co_await some_turns(20);
        CHECK(queue.full());
        CHECK(queue.size() == 3);
        CHECK_FALSE(putting.done());
        for (int i = 0; i < 10; ++i) {
            const int got = co_await queue.get();
            CHECK(got == i);
            CHECK(queue.size() <= 3);
            co_await some_turns(2);
        }
        CHECK(putting.done());
        CHECK(queue.empty());
    };
    run(main());
}

TEST_CASE("Queue without room throws invalid_argument") {
    CHECK_THROWS_AS(Queue<int>{0}, std::invalid_argument);
}

TEST_CASE(
    "Queue: with several producers and consumers each item is consumed once, and join waits") {
    for (const std::size_t room : {std::size_t{1}, std::size_t{5}, Queue<int>::unbounded}) {
        std::vector<int> consumed;
        bool all_cancelled = true;
        const auto main = [&]() -> Task<> {
            Queue<int> queue{room};
            std::vector<Future<>> consumers;
            for (const int turns : {0, 1, 2})
                consumers.push_back(create_task(consume(queue, consumed, turns)));
            std::vector<Task<>> producers;
            for (const int producer : {0, 1, 2, 3})
                producers.push_back(put_all(queue, 250 * producer, 250));
            co_await gather(std::move(producers));
            co_await queue.join();
            CHECK(consumed.size() == 1'000);
            for (const Future<>& consumer : consumers)
                consumer.cancel();
            for (const Future<>& consumer : consumers) {
                const bool is_cancelled = co_await ends_cancelled(consumer);
                all_cancelled = all_cancelled && is_cancelled;
            }
        };
        run(main());
        std::ranges::sort(consumed);
        CHECK(consumed == numbers(1'000));
        CHECK(all_cancelled);
    }
}

TEST_CASE("Queue::join waits for task_done, not only until the queue is empty") {
    const auto main = []() -> Task<> {
        Queue<int> queue;
        co_await queue.join();  // no item was put
        co_await queue.put(1);
        const Future<> joining = create_task(queue.join());
        const int got = co_await queue.get();
        CHECK(got == 1);
        co_await some_turns(3);
        CHECK_FALSE(joining.done());
        queue.task_done();
        co_await joining;
    };
    run(main());
}

TEST_CASE("Queue::task_done throws logic_error if it is called more often than get") {
    const auto main = []() -> Task<> {
        Queue<int> queue;
        CHECK_THROWS_AS(queue.task_done(), std::logic_error);
        co_await queue.put(1);
        CHECK_THROWS_AS(queue.task_done(), std::logic_error);
        co_await queue.get();
        queue.task_done();
        CHECK_THROWS_AS(queue.task_done(), std::logic_error);
    };
    run(main());
}

TEST_CASE("Queue::get that is cancelled, before or after it was woken, removes no item") {
    for (const bool is_woken : {false, true}) {
        const auto main = [=]() -> Task<int> {
            Queue<int> queue;
            std::vector<int> lost;
            const Future<int> cancelled = create_task(queue.get());
            const Future<int> other = create_task(queue.get());
            co_await some_turns(2);
            if (!is_woken) cancelled.cancel();
            co_await queue.put(42);
            if (is_woken) cancelled.cancel();
            co_await some_turns(3);
            // Woken first: it has the item, and Cancelled would be thrown at its next suspension
            // point.
            CHECK(cancelled.cancelled() != is_woken);
            co_return is_woken ? cancelled.result() : other.result();
        };
        CHECK(run(main()) == 42);
    }
}

TEST_CASE("Queue::put that is cancelled adds no item, and the next producer gets the room") {
    const auto main = []() -> Task<std::vector<int>> {
        Queue<int> queue{1};
        co_await queue.put(1);
        const Future<> cancelled = create_task(queue.put(2));
        const Future<> other = create_task(queue.put(3));
        co_await some_turns(2);
        cancelled.cancel();
        std::vector<int> got;
        for (int i = 0; i < 2; ++i)
            got.push_back(co_await queue.get());
        co_await other;
        co_return got;
    };
    CHECK(run(main()) == std::vector<int>{1, 3});
}
