/// The tasks of mixed, and their check.
#include <cmath>

#include "catch.hpp"
#include "common/workloads/mixed.hpp"
#include "common/workloads/sequential.hpp"

using namespace triptych;

TEST_CASE("computed returns the same state as compute, without computing all rounds") {
    for (const std::int64_t rounds : {0, 1, 2, 3, 7, 64, 1'000, 12'345}) {
        CAPTURE(rounds);
        CHECK(computed(17, rounds) == compute(17, rounds));
    }
    CHECK(compute(compute(17, 100), 23) == compute(17, 123));
}

TEST_CASE("Mixture::of divides the task's time into waiting and computing") {
    CHECK(Mixture::of(1, 100).rounds == 0);
    CHECK(task_turns * Mixture::of(1, 100).wait == task_time);
    CHECK(Mixture::of(1, 0).wait == Delay{0});
    CHECK(Mixture::of(1, 0).rounds > 0);
    const Mixture half = Mixture::of(1, 50);
    CHECK(2 * task_turns * half.wait == task_time);
    CHECK(half.rounds > 0);
}

TEST_CASE("check_states says how many tasks have ended, or which one is wrong") {
    const Mixture mixture{.tasks = 2, .rounds = 10};
    const auto right = sequential::mixed(mixture);
    CHECK(check_states(mixture, right).empty());
    CHECK(check_states(mixture, std::span{right}.first(1)) == "1 of 2 tasks have ended");
    auto wrong = right;
    ++wrong[1];
    CHECK(check_states(mixture, wrong) == "task 1 has computed a wrong state");
}

TEST_CASE("least_mixed_seconds is the time of one task, or all computing divided by the cores") {
    CHECK(std::abs(least_mixed_seconds(1, 3, 1, 2) - 4) < 1e-9);
    CHECK(std::abs(least_mixed_seconds(100, 3, 1, 2) - 50) < 1e-9);
    CHECK(std::abs(least_mixed_seconds(8, 3, 1, 2) - 4) < 1e-9);
}
