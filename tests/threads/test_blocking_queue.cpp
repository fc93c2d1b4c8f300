/// The unbounded queue between threads.
#include <algorithm>
#include <memory>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "threads/primitives/blocking_queue.hpp"

using namespace triptych::threads;

TEST_CASE("BlockingQueue is first in, first out") {
    BlockingQueue<int> queue;
    for (const int item : {3, 1, 2})
        queue.put(item);
    for (const int item : {3, 1, 2})
        CHECK(queue.take() == item);
}

TEST_CASE(
    "BlockingQueue::take returns the remaining items of a closed queue, and then always nothing") {
    BlockingQueue<int> queue;
    queue.put(1);
    queue.close();
    CHECK(queue.take() == 1);
    CHECK(queue.take() == std::nullopt);
    CHECK(queue.take() == std::nullopt);
}

TEST_CASE("BlockingQueue carries move-only items") {
    BlockingQueue<std::unique_ptr<int>> queue;
    queue.put(std::make_unique<int>(42));
    CHECK(**queue.take() == 42);
}

TEST_CASE("BlockingQueue::take waits on an empty queue until an item is put") {
    BlockingQueue<int> there;
    BlockingQueue<int> back;
    std::jthread echo{[&] {
        while (const auto item = there.take())
            back.put(*item);
    }};
    for (int item = 0; item < 1'000; ++item) {
        there.put(item);
        REQUIRE(back.take() == item);
    }
    there.close();
}

TEST_CASE("BlockingQueue::close wakes all waiting threads, and their take returns nothing") {
    BlockingQueue<int> queue;
    std::vector<int> got(4, 0);
    {
        std::vector<std::jthread> takers;
        for (int& count : got)
            takers.emplace_back([&] {
                while (queue.take())
                    ++count;
            });
        queue.close();
    }
    CHECK(got == std::vector<int>(4, 0));
}

TEST_CASE(
    "BlockingQueue with several producers and consumers loses, doubles and reorders no item") {
    struct Item {
        int producer;
        int number;
    };
    constexpr int producers = 3;
    constexpr int items_each = 2'000;
    BlockingQueue<Item> queue;
    std::vector<std::vector<Item>> taken(3);
    {
        std::vector<std::jthread> consumers;
        for (auto& mine : taken)
            consumers.emplace_back([&] {
                while (const auto item = queue.take())
                    mine.push_back(*item);
            });
        {
            std::vector<std::jthread> putting;
            for (int producer = 0; producer < producers; ++producer)
                putting.emplace_back([&queue, producer] {
                    for (int number = 0; number < items_each; ++number)
                        queue.put({producer, number});
                });
        }
        queue.close();
    }
    std::vector<std::vector<int>> numbers(producers);
    for (const auto& mine : taken) {
        std::vector<int> last(producers, -1);
        for (const auto& [producer, number] : mine) {
            REQUIRE(number > last.at(static_cast<std::size_t>(producer)));
            last.at(static_cast<std::size_t>(producer)) = number;
            numbers.at(static_cast<std::size_t>(producer)).push_back(number);
        }
    }
    for (auto& list : numbers) {
        std::ranges::sort(list);
        REQUIRE(list.size() == items_each);
        REQUIRE(list.front() == 0);
        REQUIRE(list.back() == items_each - 1);
        REQUIRE(std::ranges::adjacent_find(list) == list.end());
    }
}
