/// When to measure what.
#include <algorithm>
#include <set>

#include "catch.hpp"
#include "common/harness/schedule.hpp"

using namespace triptych::harness;

TEST_CASE("a round runs each benchmark once, and rounds differ in their order") {
    std::set<std::vector<std::size_t>> orders;
    for (std::uint64_t round = 0; round < 10; ++round) {
        std::vector<std::size_t> order = shuffled(6, 1, round);
        orders.insert(order);
        std::ranges::sort(order);
        CHECK(order == std::vector<std::size_t>{0, 1, 2, 3, 4, 5});
    }
    CHECK(orders.size() > 5);
}

TEST_CASE("the same seed gives the same order, another seed another") {
    CHECK(shuffled(10, 1, 3) == shuffled(10, 1, 3));
    CHECK(shuffled(10, 1, 3) != shuffled(10, 2, 3));
}

TEST_CASE("a workload has its part, and each of its sizes an equal share of that") {
    Budget budget{Seconds{60}};
    budget.begin_workload(3, 0.5);
    CHECK(budget.share()->count() == Approx(10));
}

TEST_CASE("what small sizes do not use passes on to large ones, and to other workloads") {
    Budget budget{Seconds{60}};
    budget.begin_workload(3, 0.5);
    budget.spend(Seconds{1});
    CHECK(budget.share()->count() == Approx(14.5));
    budget.spend(Seconds{1});
    CHECK(budget.share()->count() == Approx(28));
    budget.spend(Seconds{10});
    budget.begin_workload(1, 1);
    CHECK(budget.share()->count() == Approx(48));
}

TEST_CASE("who overdraws leaves the others less, but never less than nothing") {
    Budget budget{Seconds{10}};
    budget.begin_workload(2, 1);
    budget.spend(Seconds{30});
    CHECK(budget.share()->count() == 0);
}

TEST_CASE("without a total there is no limit") {
    Budget budget{std::nullopt};
    budget.begin_workload(1, 1);
    CHECK_FALSE(budget.share());
    CHECK_FALSE(budget.limited());
}
