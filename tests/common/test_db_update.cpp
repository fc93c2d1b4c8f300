/// The possible results of db_update, and their checks.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "catch.hpp"
#include "common/workloads/db_update.hpp"
#include "common/workloads/sequential.hpp"

using namespace triptych;

namespace {

using Ended = std::vector<std::int64_t>;  // the value after each round

/// Runs the steps of two workers in a given order: each reads in its first turn, and writes in its
/// second.
std::int64_t value_after(const std::string& schedule) {
    std::int64_t value = 0;
    std::array<std::int64_t, 2> seen{};
    std::array<bool, 2> has_read{};
    for (const char name : schedule) {
        const std::size_t worker = name == 'A' ? 0 : 1;
        if (has_read[worker])
            value = updated(seen[worker]);
        else
            seen[worker] = value;
        has_read[worker] = true;
    }
    return value;
}

}  // namespace

TEST_CASE("updated: of the six orders of two updates, four end with 1 and two with 2") {
    std::vector<std::string> lost;
    std::vector<std::string> kept;
    std::string schedule = "AABB";
    do
        (value_after(schedule) == 1 ? lost : kept).push_back(schedule);
    while (std::ranges::next_permutation(schedule).found);
    CHECK(lost == std::vector<std::string>{"ABAB", "ABBA", "BAAB", "BABA"});
    CHECK(kept == std::vector<std::string>{"AABB", "BBAA"});
    for (const std::string& order : kept)
        CHECK(value_after(order) == 2);
}

TEST_CASE("check_both_updated reports a round that lost an update") {
    CHECK(check_both_updated(3, Ended{2, 2, 2}).empty());
    CHECK(check_both_updated(3, Ended{2, 1, 2}) == "round 1 ended with 1, but should end with 2");
    CHECK(check_both_updated(1, Ended{0}) == "round 0 ended with 0, but should end with 2");
    CHECK(check_both_updated(3, Ended{2, 2}) == "there are 2 values for 3 rounds");
}

TEST_CASE("check_some_updated accepts one lost update of two, but not more") {
    CHECK(check_some_updated(3, Ended{2, 1, 1}).empty());
    CHECK(check_some_updated(2, Ended{2, 0}) ==
          "round 1 ended with 0, but can only end with 1 or 2");
    CHECK(check_some_updated(1, Ended{5}) == "round 0 ended with 5, but can only end with 1 or 2");
    CHECK(check_some_updated(3, Ended{1}) == "there are 1 values for 3 rounds");
}

TEST_CASE("lost_rounds counts the rounds that lost an update, also in percent") {
    CHECK(lost_rounds(Ended{2, 2}) == Metrics{{"lost_rounds", 0}, {"lost_percent", 0}});
    CHECK(lost_rounds(Ended{1, 2, 1, 1}) == Metrics{{"lost_rounds", 3}, {"lost_percent", 75}});
    CHECK(lost_rounds({}) == Metrics{{"lost_rounds", 0}, {"lost_percent", 0}});
}

TEST_CASE("sequential::db_update loses no update") {
    CHECK(sequential::db_update(3) == Ended{2, 2, 2});
}
