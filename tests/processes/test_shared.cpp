/// Shared memory between a process and its children.
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

TEST_CASE("Shared: the parent sees what a child writes") {
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

TEST_CASE("Shared is destroyed once, by the process that created it") {
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

TEST_CASE("Shared leaves no mapping if the constructor of its object throws") {
    struct Refusing {
        Refusing() { throw std::runtime_error{"no"}; }
    };
    const Census before = take_census();
    CHECK_THROWS_WITH(Shared<Refusing>{}, "no");
    CHECK(changes_since(before).empty());
}

TEST_CASE("SharedArray value-initializes its values") {
    struct Seven {
        int value = 7;
    };
    SharedArray<int> zeros{10'000};
    CHECK(std::ranges::count(zeros.values(), 0) == 10'000);
    SharedArray<Seven> sevens{100};
    CHECK(std::ranges::count(sevens.values(), 7, &Seven::value) == 100);
}

TEST_CASE("SharedArray copies values, and children can change them") {
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

TEST_CASE("SharedArray of no values has no mapping") {
    const Census before = take_census();
    SharedArray<int> nothing{0};
    SharedArray<int> copied{std::span<const int>{}};
    CHECK(nothing.values().empty());
    CHECK(copied.values().empty());
    CHECK(changes_since(before).empty());
}

TEST_CASE("SharedArray throws std::system_error if it does not fit into memory") {
    CHECK_THROWS_AS(SharedArray<int>{std::size_t{1} << 60U}, std::system_error);
}

TEST_CASE("SharedArray throws std::length_error if its size in bytes would overflow") {
    for (const std::size_t more : {0U, 1U, 1'000U})
        CHECK_THROWS_AS(SharedArray<std::int64_t>{(std::size_t{1} << 61U) + more},
                        std::length_error);
    CHECK_THROWS_AS(SharedArray<char>{static_cast<std::size_t>(-1)}, std::length_error);
}

TEST_CASE("SharedLists are as long as the lists of the constructor, and can be copied back") {
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
