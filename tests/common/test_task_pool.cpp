/// The worklist of task_pool, and its check.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <vector>

#include "catch.hpp"
#include "common/workloads/sequential.hpp"
#include "common/workloads/task_pool.hpp"

using namespace triptych;
using namespace std::chrono_literals;

namespace {

constexpr Batch three{.tasks = 3, .seed = 1};

/// A worklist of three tasks: all were handed out, and those in `ended` have ended.
Worklist after(const std::vector<std::int64_t>& ended) {
    Worklist worklist{3};
    while (worklist.begin()) {
    }
    for (const std::int64_t task : ended)
        worklist.end(task);
    return worklist;
}

}  // namespace

TEST_CASE("Batch::wait_of is the same on every machine for the same seed, and needs no memory") {
    CHECK(three.wait_of(0) == 1'062us);
    CHECK(three.wait_of(2) == 1'194us);
    CHECK(three.wait_of(999'999) == 1'061us);
    CHECK(Batch{3, 2}.wait_of(0) != three.wait_of(0));
}

TEST_CASE("Batch::wait_of is from 500 to 1,500 us") {
    Delay least = 1s;
    Delay most{0};
    for (std::int64_t task = 0; task < 20'000; ++task) {
        least = std::min(least, three.wait_of(task));
        most = std::max(most, three.wait_of(task));
    }
    CHECK(least == 500us);
    CHECK(most == 1'500us);
}

TEST_CASE("Worklist::begin hands out the tasks in order, each once") {
    Worklist worklist{2};
    CHECK(worklist.begin() == 0);
    CHECK(worklist.begin() == 1);
    CHECK_FALSE(worklist.begin());
    CHECK(worklist.in_flight() == 2);
    worklist.end(1);
    CHECK(worklist.in_flight() == 1);
    CHECK(worklist.peak_in_flight() == 2);
    CHECK(worklist.ended() == 1);
}

TEST_CASE("check_worklist says what is wrong") {
    CHECK(check_worklist(three, after({2, 0, 1})).empty());
    CHECK(check_worklist(three, after({0, 1})) == "2 of 3 tasks have ended");
    CHECK(check_worklist(three, after({0, 1, 1})) == "one task has ended twice, and another never");
    Worklist more{4};
    while (more.begin()) {
    }
    for (const std::int64_t task : {0, 1, 2})
        more.end(task);
    CHECK(check_worklist(three, more) == "1 tasks are still in flight");
}

TEST_CASE("check_worklist reports one task too many in flight, even if all tasks ended") {
    for (const std::int64_t tasks : {most_in_flight, most_in_flight + 1}) {
        const Batch batch{tasks, 1};
        Worklist worklist{tasks};
        while (worklist.begin()) {
        }
        for (std::int64_t task = 0; task < tasks; ++task)
            worklist.end(task);
        CHECK(flight_metrics(worklist) == Metrics{{"peak_in_flight", static_cast<double>(tasks)}});
        CHECK(check_worklist(batch, worklist) ==
              (tasks > most_in_flight ? "101 tasks were in flight at once, but at most 100 may be"
                                      : ""));
    }
}

TEST_CASE("least_pool_seconds is the longest wait, or the sum of all waits divided by a hundred") {
    CHECK(least_pool_seconds({1, 1}) == in_seconds(three.wait_of(0)));
    CHECK(std::abs(least_pool_seconds({100'000, 1}) - 1.0) < 0.01);
    CHECK(least_pool_seconds({0, 1}) == 0);
}

TEST_CASE("sequential::task_pool has one task in flight at a time") {
    const Worklist worklist = sequential::task_pool(three);
    CHECK(check_worklist(three, worklist).empty());
    CHECK(worklist.peak_in_flight() == 1);
}
