/// The problems of fork_join, how they divide, and their check.
#include <numeric>
#include <vector>

#include "catch.hpp"
#include "common/workloads/fork_join.hpp"
#include "common/workloads/sequential.hpp"

using namespace triptych;
using enum Division::Problem;

namespace {

template <typename Part>
std::int64_t sum_of_parts(const Part& whole, int grain) {
    std::int64_t sum = 0;
    for (const Part& part : divide_down_to(grain, whole))
        sum += count(part);
    return sum;
}

}  // namespace

TEST_CASE("fork_join counts Fibonacci numbers, queens and Skynet's leaves") {
    for (int n = 0; n <= 24; ++n) {
        const Division division{.problem = fibonacci, .size = n};
        CHECK(check_count(division, sequential::fork_join(division)) == "");
    }
    for (int n = 0; n <= 9; ++n) {
        const Division division{.problem = queens, .size = n};
        CHECK(check_count(division, sequential::fork_join(division)) == "");
    }
    for (int depth = 0; depth <= 5; ++depth) {
        const Division division{.problem = skynet, .size = depth};
        CHECK(check_count(division, sequential::fork_join(division)) == "");
    }
    CHECK(count(Fibonacci{10}) == 55);
    CHECK(count(Queens::on_board(8)) == 92);
    CHECK(count(Skynet{3, 0}) == 499'500);
}

TEST_CASE("divide_down_to loses no part, whatever the grain") {
    for (int grain = 0; grain <= 12; ++grain) {
        CHECK(sum_of_parts(Fibonacci{12}, grain) == 144);
        CHECK(sum_of_parts(Queens::on_board(6), grain) == 4);
        CHECK(sum_of_parts(Skynet{3, 0}, grain) == 499'500);
    }
    CHECK(divide_down_to(0, Skynet{3, 0}).size() == 1'000);
    CHECK(divide_down_to(2, Skynet{3, 0}).size() == 10);
    CHECK(divide_down_to(3, Skynet{3, 0}).size() == 1);
    CHECK(divide_down_to(0, Queens::on_board(6)).size() == 4);  // dead ends have no parts
}

TEST_CASE("levels_to_fork makes at least four parts for each core, if the problem has so many") {
    CHECK(levels_to_fork(Fibonacci{30}, 1) == 2);
    CHECK(levels_to_fork(Fibonacci{30}, 2) == 3);
    CHECK(levels_to_fork(Skynet{6, 0}, 2) == 1);
    CHECK(levels_to_fork(Skynet{6, 0}, 16) == 2);
    CHECK(levels_to_fork(Fibonacci{1}, 64) == 0);
}

TEST_CASE("check_count reports a wrong count") {
    CHECK(check_count({.problem = queens, .size = 8}, 91) == "the count is 91, but should be 92");
}

TEST_CASE("check_watched_count wants a deadlock where one is certain, and only there") {
    const Division large{.problem = fibonacci, .size = 10, .grain = 2};
    CHECK(check_watched_count(large, {.count = 55, .deadlocks = 1}) == "");
    CHECK(check_watched_count(large, {.count = 54, .deadlocks = 1}) ==
          "the count is 54, but should be 55");
    CHECK(check_watched_count(large, {.count = 55, .deadlocks = 0}) ==
          "jobs waited for jobs of their own pool, but no deadlock was found");
    const Division small{.problem = fibonacci, .size = 10, .grain = 8};  // one job waits
    CHECK(check_watched_count(small, {.count = 55, .deadlocks = 0}) == "");
}

TEST_CASE("why_no_division refuses boards and trees that are too large to check") {
    CHECK_FALSE(why_no_division({.problem = fibonacci, .size = 90}));
    CHECK_FALSE(why_no_division({.problem = queens, .size = 18}));
    CHECK(why_no_division({.problem = queens, .size = 19}) ==
          "queens: the board has at most 18 rows");
    CHECK_FALSE(why_no_division({.problem = skynet, .size = 9}));
    CHECK(why_no_division({.problem = skynet, .size = 10}) == "skynet: at most 9 levels");
}

TEST_CASE("tasks_of is right within a factor of three") {
    const auto is_near = [](const Division& division, double real) {
        CAPTURE(static_cast<int>(division.problem), division.size, division.grain);
        CHECK(tasks_of(division) >= real / 3);
        CHECK(tasks_of(division) <= real * 3);
    };
    is_near({.problem = fibonacci, .size = 20}, 21'891);
    is_near({.problem = fibonacci, .size = 20, .grain = 10}, 177);
    is_near({.problem = skynet, .size = 4, .grain = 1}, 1'111);
    is_near({.problem = queens, .size = 8}, 2'057);
    is_near({.problem = queens, .size = 10}, 35'539);
    is_near({.problem = queens, .size = 10, .grain = 8}, 83);
}
