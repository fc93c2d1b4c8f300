/// The bounded queue between threads.
#include <atomic>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "threads/primitives/queue.hpp"

using namespace triptych::threads;

TEST_CASE("Queue is first in, first out") {
    Queue<int> queue{3};
    for (const int item : {3, 1, 2})
        queue.put(item);
    for (const int item : {3, 1, 2})
        CHECK(queue.get() == item);
}

TEST_CASE("Queue::put waits while the queue is full") {
    Queue<int> queue{2};
    std::atomic<int> put = 0;
    std::jthread producer{[&] {
        for (int item = 0; item < 1'000; ++item) {
            queue.put(item);
            ++put;
        }
    }};
    for (int item = 0; item < 1'000; ++item) {
        const int ahead = put - item;
        REQUIRE(ahead <= 2);
        REQUIRE(queue.get() == item);
    }
}

TEST_CASE("Queue::put and Queue::get stop waiting when a stop is requested") {
    Queue<int> queue{1};
    std::optional<int> got = 5;
    {
        std::jthread getting{[&](const std::stop_token& stop) { got = queue.get(stop); }};
    }
    CHECK(got == std::nullopt);
    queue.put(1);
    bool put = true;
    {
        std::jthread putting{[&](const std::stop_token& stop) { put = queue.put(2, stop); }};
    }
    CHECK_FALSE(put);
    CHECK(queue.get() == 1);
    std::stop_source stopped;
    stopped.request_stop();
    CHECK(queue.put(3, stopped.get_token()));
    CHECK(queue.get(stopped.get_token()) == 3);
    CHECK(queue.get(stopped.get_token()) == std::nullopt);
}

TEST_CASE("Queue::join waits until all items have been processed, not only got") {
    Queue<int> queue;
    for (int item = 0; item < 100; ++item)
        queue.put(item);
    std::atomic<int> done = 0;
    std::vector<std::jthread> consumers;
    for (int consumer = 0; consumer < 3; ++consumer)
        consumers.emplace_back([&](const std::stop_token& stop) {
            while (queue.get(stop)) {
                std::this_thread::yield();
                ++done;
                queue.task_done();
            }
        });
    queue.join();
    CHECK(done == 100);
    queue.join();
}

TEST_CASE("Queue refuses a capacity of 0, and more task_done than get") {
    CHECK_THROWS_AS(Queue<int>{0}, std::invalid_argument);
    Queue<std::unique_ptr<int>> queue;
    CHECK_THROWS_AS(queue.task_done(), std::logic_error);
    queue.put(std::make_unique<int>(4));
    CHECK_THROWS_AS(queue.task_done(), std::logic_error);
    CHECK(**queue.get() == 4);
    queue.task_done();
    CHECK_THROWS_AS(queue.task_done(), std::logic_error);
}
