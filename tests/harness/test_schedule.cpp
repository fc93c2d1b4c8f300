/// Tests of shuffled() and Plan.
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

namespace {

Need need(double least, double extra) {
    return {Seconds{least}, Seconds{extra}};
}

}  // namespace

TEST_CASE("Plan gives each group the least that it needs, extra time, and a share of the rest") {
    Plan plan{Seconds{60}, {need(10, 4), need(20, 6)}};
    CHECK(plan.least_fits(Seconds{0}));
    CHECK(plan.share()->count() == Approx(10 + 4 + 20.0 / 2));
    plan.spend(Seconds{14});
    CHECK(plan.share()->count() == Approx(46));
}

TEST_CASE("Plan gives extra time to the cheapest groups first") {
    Plan plan{Seconds{40}, {need(10, 8), need(10, 2), need(10, 3)}};
    CHECK(plan.share()->count() == Approx(10 + 5));
    plan.spend(Seconds{15});
    CHECK(plan.share()->count() == Approx(10 + 2));
    plan.spend(Seconds{10});  // it has used less
    CHECK(plan.share()->count() == Approx(15));
}

TEST_CASE("Plan serves the cheapest groups if there is not time for all") {
    const Plan dear{Seconds{20}, {need(30, 0), need(2, 0), need(6, 0)}};
    CHECK_FALSE(dear.least_fits(Seconds{10}));
    CHECK(dear.least_fits(Seconds{18}));
    CHECK(dear.share()->count() == Approx(12));
    const Plan cheap{Seconds{20}, {need(2, 0), need(30, 0), need(30, 0)}};
    CHECK(cheap.share()->count() == Approx(2));
}

TEST_CASE("Plan leaves less to the others after an overrun, but never less than zero") {
    Plan plan{Seconds{10}, {need(5, 0), need(5, 1)}};
    plan.spend(Seconds{30});
    CHECK(plan.share()->count() == 0);
    CHECK_FALSE(plan.least_fits(Seconds{1}));
}

TEST_CASE("Plan has no limit without a total") {
    const Plan plan{std::nullopt, {}};
    CHECK_FALSE(plan.share());
    CHECK(plan.least_fits(Seconds{0}));
}
