/// What a watchdog must have found, and what must be done all the same.
#include "catch.hpp"
#include "common/workloads/deadlock.hpp"

using namespace triptych;
using namespace std::chrono_literals;

namespace {

const std::string who =
    "worker 0 holds lock 0 and waits for lock 1; worker 1 holds lock 1 and waits for lock 0";

}  // namespace

TEST_CASE("a deadlock in each round, rightly named, and all added: nothing is wrong") {
    CHECK(check_deadlocks_broken(2, {4, {{who, 1ms}, {who, 2ms}}}) == "");
}

TEST_CASE("a deadlock that was missed, or invented, or named wrongly, is told") {
    CHECK_THAT(check_deadlocks_broken(2, {4, {{who, 1ms}}}), Contains("1 deadlocks were found"));
    CHECK_THAT(check_deadlocks_broken(1, {2, {{who, 1ms}, {who, 1ms}}}), Contains("2 deadlocks were found"));
    CHECK_THAT(check_deadlocks_broken(1, {2, {{"worker 0 is slow", 1ms}}}), Contains("is slow"));
    CHECK_THAT(check_no_deadlock(1, {2, {{who, 1ms}}}), Contains("there can be no deadlock"));
}

TEST_CASE("an addition that was lost is told") {
    CHECK_THAT(check_deadlocks_broken(1, {1, {{who, 1ms}}}), Contains("1 additions, and should be 2"));
    CHECK_THAT(check_no_deadlock(2, {3, {}}), Contains("3 additions, and should be 4"));
    CHECK(check_no_deadlock(2, {4, {}}) == "");
}

TEST_CASE("the figures count the deadlocks, and have the median time to find one") {
    CHECK(deadlocks_found({2, {}}) == Metrics{{"deadlocks", 0}});
    const Metrics metrics = deadlocks_found({6, {{who, 9s}, {who, 1us}, {who, 2us}}});
    CHECK(metrics.at("deadlocks") == 3);
    CHECK(metrics.at("found_p50_us") == Approx(2));
}

TEST_CASE("the two orders are opposite") {
    CHECK(opposite(0).first == in_order.first);
    CHECK(opposite(0).second == opposite(1).first);
    CHECK(opposite(1).second == opposite(0).first);
}
