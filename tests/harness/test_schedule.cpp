/// Tests of shuffled() and Budget.
#include <algorithm>
#include <set>

#include "catch.hpp"
#include "common/harness/schedule.hpp"

using namespace triptych::harness;

TEST_CASE("shuffled has each benchmark once, and another order in each round") {
    std::set<std::vector<std::size_t>> orders;
    for (std::uint64_t round = 0; round < 10; ++round) {
        std::vector<std::size_t> order = shuffled(6, 1, round);
        orders.insert(order);
        std::ranges::sort(order);
        CHECK(order == std::vector<std::size_t>{0, 1, 2, 3, 4, 5});
    }
    CHECK(orders.size() > 5);
}

TEST_CASE("shuffled gives the same order for the same seed, and another one for another seed") {
    CHECK(shuffled(10, 1, 3) == shuffled(10, 1, 3));
    CHECK(shuffled(10, 1, 3) != shuffled(10, 2, 3));
}

TEST_CASE("Budget gives a workload its part, and each of its sizes an equal share") {
    Budget budget{Seconds{60}};
    budget.begin_workload(3, 0.5);
    CHECK(budget.share()->count() == Approx(10));
}

TEST_CASE("Budget passes on what small sizes do not use to large ones, and to other workloads") {
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

TEST_CASE("Budget leaves less to the others after an overrun, but never less than zero") {
    Budget budget{Seconds{10}};
    budget.begin_workload(2, 1);
    budget.spend(Seconds{30});
    CHECK(budget.share()->count() == 0);
}

TEST_CASE("Budget has no limit without a total") {
    Budget budget{std::nullopt};
    budget.begin_workload(1, 1);
    CHECK_FALSE(budget.share());
    CHECK_FALSE(budget.limited());
}
