/// Memory that a process and its children see as one.
#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "catch.hpp"
#include "common/cache_line.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"
#include "processes/primitives/shared_array.hpp"
#include "processes/primitives/shared_lists.hpp"
#include "tests/census.hpp"

using namespace triptych;
using namespace triptych::processes;

TEST_CASE("what a child writes to a shared object the parent sees") {
    const Census before = take_census();
    {
        Shared<std::atomic<int>> shared{40};
        std::vector<Process> children;
        for (int i = 0; i < 2; ++i)
            children.emplace_back([&] { ++*shared; });
        for (Process& child : children)
            child.join();
        CHECK(shared->load() == 42);
        CHECK(changes_since(before) != "");
    }
    CHECK(changes_since(before).empty());
}

TEST_CASE("the one that made a shared object destroys it, once, and not its children") {
    struct Counting {
        explicit Counting(int& counted) : destroyed{counted} {}
        ~Counting() { ++destroyed; }
        int& destroyed;
    };
    int destroyed = 0;
    {
        Shared<Counting> shared{destroyed};
        Process{[] {}}.join();
        CHECK(destroyed == 0);
    }
    CHECK(destroyed == 1);
}

TEST_CASE("an object that cannot be made leaves no mapping") {
    struct Refusing {
        Refusing() { throw std::runtime_error{"no"}; }
    };
    const Census before = take_census();
    CHECK_THROWS_WITH(Shared<Refusing>{}, "no");
    CHECK(changes_since(before).empty());
}

TEST_CASE("a shared array begins as zeros, or as its type begins") {
    struct Seven {
        int value = 7;
    };
    SharedArray<int> zeros{10'000};
    CHECK(std::ranges::count(zeros.values(), 0) == 10'000);
    SharedArray<Seven> sevens{100};
    CHECK(std::ranges::count(sevens.values(), 7, &Seven::value) == 100);
}

TEST_CASE("a shared array copies values, and children write to their places") {
    const std::vector<int> values{1, 2, 3, 4};
    SharedArray<int> shared{std::span<const int>{values}};
    CHECK(std::ranges::equal(shared.values(), values));
    std::vector<Process> children;
    for (int& value : shared.values())
        children.emplace_back([&] { value *= 10; });
    for (Process& child : children)
        child.join();
    CHECK(std::ranges::equal(shared.values(), std::vector<int>{10, 20, 30, 40}));
}

TEST_CASE("a shared array of nothing is no mapping") {
    const Census before = take_census();
    SharedArray<int> nothing{0};
    SharedArray<int> copied{std::span<const int>{}};
    CHECK(nothing.values().empty());
    CHECK(copied.values().empty());
    CHECK(changes_since(before).empty());
}

TEST_CASE("a shared array that does not fit into memory throws, naming the call") {
    CHECK_THROWS_AS(SharedArray<int>{std::size_t{1} << 60U}, std::system_error);
}

TEST_CASE("SharedArray refuses more values than bytes can be counted") {
    for (const std::size_t more : {0U, 1U, 1'000U})
        CHECK_THROWS_AS(SharedArray<std::int64_t>{(std::size_t{1} << 61U) + more},
                        std::length_error);
    CHECK_THROWS_AS(SharedArray<char>{static_cast<std::size_t>(-1)}, std::length_error);
}

TEST_CASE("SharedLists are as long as those they are made for, and are copied back") {
    std::vector<std::vector<int>> lists{{1, 2}, {}, {3}};
    const SharedLists<int> shared{lists};
    CHECK(shared[1].empty());
    Process child{[&] {
        shared[0][1] = 20;
        shared[2][0] = 30;
    }};
    child.join();
    shared.copy_to(lists);
    CHECK(lists == std::vector<std::vector<int>>{{0, 20}, {}, {30}});
}
