/// The deque for work stealing: alone, and with thieves. (explore runs every schedule of a few
/// operations, see tests/explore/test_deque.cpp.)
#include <atomic>
#include <cstdint>
#include <numeric>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "common/chase_lev_deque.hpp"
#include "common/random.hpp"
#include "tests/fuzz.hpp"

using namespace triptych;

namespace {

/// So that items can be told apart by their addresses.
std::vector<int> numbers(std::size_t count) {
    std::vector<int> all(count);
    std::iota(all.begin(), all.end(), 0);
    return all;
}

}  // namespace

TEST_CASE("ChaseLevDeque: the owner pops the newest item, and a thief steals the oldest") {
    auto items = numbers(4);
    ChaseLevDeque<int> deque;
    CHECK(deque.pop() == nullptr);
    CHECK(deque.steal() == nullptr);
    for (int& item : items)
        deque.push(&item);
    CHECK(deque.steal() == &items[0]);
    CHECK(deque.pop() == &items[3]);
    CHECK(deque.steal() == &items[1]);
    CHECK(deque.pop() == &items[2]);
    CHECK(deque.pop() == nullptr);
    CHECK(deque.steal() == nullptr);
    deque.push(&items[0]);
    CHECK(deque.pop() == &items[0]);
}

TEST_CASE("ChaseLevDeque grows, also when its items lie around the end of the ring") {
    auto items = numbers(1'000);
    ChaseLevDeque<int> deque{4};
    std::size_t pushed = 0;
    std::size_t stolen = 0;
    for (; pushed < 3; ++pushed)
        deque.push(&items[pushed]);
    for (; stolen < 2; ++stolen)
        REQUIRE(deque.steal() == &items[stolen]);
    for (; pushed < items.size(); ++pushed)
        deque.push(&items[pushed]);
    for (; stolen < 500; ++stolen)
        REQUIRE(deque.steal() == &items[stolen]);
    while (pushed > stolen)
        REQUIRE(deque.pop() == &items[--pushed]);
    CHECK(deque.pop() == nullptr);
}

TEST_CASE("ChaseLevDeque agrees with a simple model: each item is taken once, by whomever") {
    const std::uint64_t seed = fuzz_seed();
    CAPTURE(seed);
    Random random{seed};
    const auto steps = fuzz_steps(40'000);
    constexpr std::size_t items_each = 2'000;
    for (std::uint64_t done = 0; done < steps; done += items_each) {
        struct Item {
            int written = 0;  // by the owner before the push, and not atomic: for TSan to see
            std::atomic<int> taken{0};
        };
        std::vector<Item> items(items_each);
        ChaseLevDeque<Item> deque{1 + random_below(random, 8)};
        std::atomic<bool> is_over{false};
        std::atomic<int> wrong{0};
        const auto take = [&](Item* item) {
            if (item == nullptr) return;
            if (item->written != 1) ++wrong;
            ++item->taken;
        };
        {
            std::vector<std::jthread> thieves;
            for (int thief = 0; thief < 2; ++thief)
                thieves.emplace_back([&] {
                    const Item* newest_stolen = nullptr;
                    while (!is_over) {
                        Item* const item = deque.steal();
                        take(item);
                        if (item == nullptr) {
                            std::this_thread::yield();
                            continue;
                        }
                        if (item < newest_stolen) ++wrong;  // thieves come from the old end
                        newest_stolen = item;
                    }
                });
            for (Item& item : items) {
                item.written = 1;
                deque.push(&item);
                while (random_below(random, 2) == 0)
                    take(deque.pop());
            }
            while (Item* const item = deque.pop())
                take(item);
            is_over = true;
        }
        for (const Item& item : items)
            if (item.taken != 1) ++wrong;
        REQUIRE(wrong == 0);
    }
}
