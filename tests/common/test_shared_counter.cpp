/// The possible results of shared_counter, and their checks.
#include "catch.hpp"
#include "common/workloads/sequential.hpp"
#include "common/workloads/shared_counter.hpp"

using namespace triptych;

namespace {

constexpr Race race{.workers = 4, .additions = 1'000};

}  // namespace

TEST_CASE("check_nothing_lost reports a lost update") {
    CHECK(check_nothing_lost(race, 4'000).empty());
    CHECK(check_nothing_lost(race, 3'990) ==
          "the counter is 3990, but should be 4000: 10 updates were lost");
    CHECK_FALSE(check_nothing_lost(race, 4'001).empty());
}

TEST_CASE("check_some_counted accepts all counts but 0 and those that are too large") {
    CHECK(check_some_counted(race, 4'000).empty());
    CHECK(check_some_counted(race, 1).empty());
    CHECK(check_some_counted(race, 0) == "the counter is 0, but can only be from 1 to 4000");
    CHECK(check_some_counted(race, 4'001) == "the counter is 4001, but can only be from 1 to 4000");
}

TEST_CASE("check_nothing_counted reports a counter that is not 0") {
    CHECK(check_nothing_counted(0).empty());
    CHECK(check_nothing_counted(7) == "the counter is 7, but should be 0: the workers had copies");
}

TEST_CASE("lost_updates counts the lost updates, also in percent") {
    CHECK(lost_updates(race, 4'000) == Metrics{{"lost", 0}, {"lost_percent", 0}});
    CHECK(lost_updates(race, 3'000) == Metrics{{"lost", 1'000}, {"lost_percent", 25}});
}

TEST_CASE("Race::total does not overflow with more than 2^31 additions") {
    CHECK(Race{.workers = 4, .additions = 1'000'000'000}.total() == 4'000'000'000);
}

TEST_CASE("sequential::shared_counter counts all additions") {
    CHECK(sequential::shared_counter(race) == 4'000);
}
