/// What a counter may show after a race.
#include "catch.hpp"
#include "common/workloads/sequential.hpp"
#include "common/workloads/shared_counter.hpp"

using namespace triptych;

namespace {

constexpr Race race{.workers = 4, .additions = 1'000};

}  // namespace

TEST_CASE("a guarded counter that lost an update is a fault") {
    CHECK(check_nothing_lost(race, 4'000).empty());
    CHECK(check_nothing_lost(race, 3'990) ==
          "the counter is 3990, and should be 4000: 10 updates were lost");
    CHECK_FALSE(check_nothing_lost(race, 4'001).empty());
}

TEST_CASE("an unguarded counter may lose all but one, and cannot count too far") {
    CHECK(check_some_counted(race, 4'000).empty());
    CHECK(check_some_counted(race, 1).empty());
    CHECK(check_some_counted(race, 0) == "the counter is 0, and can only be from 1 to 4000");
    CHECK(check_some_counted(race, 4'001) == "the counter is 4001, and can only be from 1 to 4000");
}

TEST_CASE("a private counter that moved was not private") {
    CHECK(check_nothing_counted(0).empty());
    CHECK(check_nothing_counted(7) == "the counter is 7, and should be 0: the workers had copies");
}

TEST_CASE("lost updates are counted, and in percent of all") {
    CHECK(lost_updates(race, 4'000) == Metrics{{"lost", 0}, {"lost_percent", 0}});
    CHECK(lost_updates(race, 3'000) == Metrics{{"lost", 1'000}, {"lost_percent", 25}});
}

TEST_CASE("a race of more than 2^31 additions has its total") {
    CHECK(Race{.workers = 4, .additions = 1'000'000'000}.total() == 4'000'000'000);
}

TEST_CASE("one worker counts them all") {
    CHECK(sequential::shared_counter(race) == 4'000);
}
