/// The process pool.
#include <algorithm>
#include <atomic>
#include <memory>
#include <ranges>
#include <set>
#include <stdexcept>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "catch.hpp"
#include "processes/primitives/process_pool.hpp"
#include "processes/primitives/shared.hpp"
#include "tests/census.hpp"
#include "tests/in_child.hpp"
#include "tests/processes/numbers.hpp"

using namespace triptych;
using namespace triptych::processes;

TEST_CASE("ProcessPool::map returns the results in the order of the items") {
    const Census before = take_census();
    {
        ProcessPool pool{3};
        const auto squares = pool.map(squared, iota(1'000));
        REQUIRE(squares.size() == 1'000);
        for (int i = 0; i < 1'000; ++i)
            REQUIRE(squares.at(static_cast<std::size_t>(i)) == i * i);
        CHECK(pool.map(squared, Numbers{}).empty());
        CHECK(pool.map(squared, Numbers{3}) == Numbers{9});
    }
    CHECK(changes_since(before).empty());
}

TEST_CASE("ProcessPool runs jobs in its workers, one at a time in each") {
    ProcessPool pool{3};
    const auto pids = pool.map([](int) { return ::getpid(); }, iota(3));
    CHECK(std::set<pid_t>(pids.begin(), pids.end()).size() == 3);
    CHECK(std::ranges::find(pids, ::getpid()) == pids.end());
    const auto again = pool.map([](int) { return ::getpid(); }, iota(3));
    CHECK(pids == again);  // the same processes
}

TEST_CASE("ProcessPool sends large and empty vectors both ways") {
    ProcessPool pool{2};
    const auto reversed = [](Numbers& numbers) {
        std::ranges::reverse(numbers);
        return numbers;
    };
    std::vector<Numbers> lists(6);
    for (std::size_t i = 1; i < lists.size(); ++i) {
        lists[i].resize(i * 200'000);
        std::ranges::copy(iota(static_cast<int>(lists[i].size())), lists[i].begin());
    }
    const auto results = pool.map(reversed, lists);
    for (auto& list : lists)
        std::ranges::reverse(list);
    CHECK((results == lists));
}

TEST_CASE("ProcessPool::map accepts functions that return nothing") {
    Shared<std::atomic<int>> sum{0};
    ProcessPool pool{2};
    pool.map([&](int number) { *sum += number; }, iota(101));
    CHECK(*sum == 5'050);
}

TEST_CASE("ProcessPool::as_completed uses each result once, in completion order") {
    Shared<std::atomic<int>> seen{0};
    ProcessPool pool{2};
    Numbers used;
    // Number 0 ends last: it waits until all others have been used.
    const auto job = [&](int number) {
        while (number == 0 && *seen < 9)
            ::usleep(100);
        return number;
    };
    pool.as_completed(job, iota(10), [&](int number) {
        used.push_back(number);
        ++*seen;
    });
    CHECK(used.size() == 10);
    CHECK(used.back() == 0);
    std::ranges::sort(used);
    CHECK(std::ranges::equal(used, iota(10)));
}

TEST_CASE(
    "ProcessPool::map throws the exception of the first failed job in call order, once all have "
    "ended") {
    Shared<std::atomic<int>> ended{0};
    ProcessPool pool{2};
    const auto job = [&](int number) {
        // Number 3 throws first in time, and number 2 first in call order.
        while (number == 2 && *ended < 4)
            ::usleep(100);
        ++*ended;
        if (number == 2 || number == 3) throw std::runtime_error{"no " + std::to_string(number)};
        return number;
    };
    CHECK_THROWS_AS(pool.map(job, iota(20)), RemoteError);
    CHECK(*ended == 20);
    *ended = 0;
    CHECK_THROWS_WITH(pool.map(job, iota(20)), "no 2");
    CHECK(pool.map(squared, Numbers{4}) == Numbers{16});
}

TEST_CASE("ProcessPool::map throws RemoteError if a job throws an int") {
    ProcessPool pool{1};
    CHECK_THROWS_AS(pool.map([](int) { throw 42; }, iota(1)), RemoteError);
}

TEST_CASE(
    "ProcessPool::as_completed waits for its jobs if `use` throws, and the pool stays usable") {
    const Census before = take_census();
    {
        Shared<std::atomic<int>> begun{0};
        ProcessPool pool{3};
        Shared<std::atomic<int>> ended{0};
        const auto job = [&](int number) {
            ++*begun;
            return number;
        };
        const auto refuse = [](int) { throw std::logic_error{"not this one"}; };
        CHECK_THROWS_WITH(pool.as_completed(job, iota(100), refuse), "not this one");
        CHECK(*begun < 100);
        CHECK(pool.map(squared, iota(4)) == Numbers{0, 1, 4, 9});
    }
    CHECK(changes_since(before).empty());
}

TEST_CASE("ProcessPool: two pools can exist together, and end in either order") {
    const Census before = take_census();
    for (const bool first_ends_first : {true, false}) {
        auto first = std::make_unique<ProcessPool>(2);
        auto second = std::make_unique<ProcessPool>(2);
        CHECK(first->map(squared, iota(3)) == Numbers{0, 1, 4});
        CHECK(second->map(squared, iota(3)) == Numbers{0, 1, 4});
        (first_ends_first ? first : second).reset();
        auto& left = first_ends_first ? second : first;
        CHECK(left->map(squared, iota(3)) == Numbers{0, 1, 4});
        left.reset();
        CHECK(changes_since(before).empty());
    }
}

TEST_CASE("ProcessPool: a worker has one descriptor of its own, and none of the other workers") {
    const int before = take_census().descriptors;
    ProcessPool pool{3};
    const auto counted = pool.map([](int) { return take_census().descriptors; }, iota(3));
    CHECK(counted == Numbers(3, before + 1));
}

TEST_CASE("ProcessPool refuses to have no worker") {
    CHECK_THROWS_AS(ProcessPool{0}, std::invalid_argument);
    CHECK_THROWS_AS(ProcessPool{-1}, std::invalid_argument);
}

TEST_CASE("ProcessPool throws if the system refuses some of its workers, and leaves none") {
    const std::string report = in_child([] {
        allow_tasks(3);
        const Census before = take_census();
        try {
            const ProcessPool pool{10};
        } catch (const std::system_error& error) {
            return error.what() + changes_since(before);
        }
        return std::string{"not refused"};
    });
    CHECK(report == "fork (limit: ulimit -u): " + std::generic_category().message(EAGAIN));
}
