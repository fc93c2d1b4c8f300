/// The checks of the reports of a deadlock.
#include "catch.hpp"
#include "common/workloads/deadlock.hpp"

using namespace triptych;
using namespace std::chrono_literals;

namespace {

const std::string who =
    "worker 0 holds lock 0 and waits for lock 1; worker 1 holds lock 1 and waits for lock 0";

}  // namespace

TEST_CASE(
    "check_deadlocks_broken accepts a correct report: a deadlock in each round, and all "
    "additions") {
    CHECK(check_deadlocks_broken(2, {4, {{who, 1ms}, {who, 2ms}}}) == "");
}

TEST_CASE("check_deadlocks_broken reports a missed, an invented and a wrongly described deadlock") {
    CHECK_THAT(check_deadlocks_broken(2, {4, {{who, 1ms}}}), Contains("1 deadlocks were found"));
    CHECK_THAT(check_deadlocks_broken(1, {2, {{who, 1ms}, {who, 1ms}}}),
               Contains("2 deadlocks were found"));
    CHECK_THAT(check_deadlocks_broken(1, {2, {{"worker 0 is slow", 1ms}}}), Contains("is slow"));
    CHECK_THAT(check_no_deadlock(1, {2, {{who, 1ms}}}), Contains("there can be no deadlock"));
}

TEST_CASE("check_deadlocks_broken and check_no_deadlock report a lost addition") {
    CHECK_THAT(check_deadlocks_broken(1, {1, {{who, 1ms}}}),
               Contains("1 additions, but there should be 2"));
    CHECK_THAT(check_no_deadlock(2, {3, {}}), Contains("3 additions, but there should be 4"));
    CHECK(check_no_deadlock(2, {4, {}}) == "");
}

TEST_CASE("deadlocks_found counts the deadlocks, and has the median time to detect one") {
    CHECK(deadlocks_found({2, {}}) == Metrics{{"deadlocks", 0}});
    const Metrics metrics = deadlocks_found({6, {{who, 9s}, {who, 1us}, {who, 2us}}});
    CHECK(metrics.at("deadlocks") == 3);
    CHECK(metrics.at("found_p50_us") == Approx(2));
}

TEST_CASE("opposite gives the two workers opposite lock orders") {
    CHECK(opposite(0).first == in_order.first);
    CHECK(opposite(0).second == opposite(1).first);
    CHECK(opposite(1).second == opposite(0).first);
}
