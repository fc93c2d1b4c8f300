/// Tests of predicted_seconds(), with made-up prices.
#include "catch.hpp"
#include "cli/map/tradeoff_prediction.hpp"

using namespace triptych::cli;

namespace {

const TaskPrices free_of_charge{};

Load load(std::int64_t tasks, double wait, double compute) {
    return {
        .tasks = tasks, .turns = 2, .wait_seconds = wait, .compute_seconds = compute, .cores = 2};
}

double seconds(const char* implementation, const Load& load,
               const TaskPrices& prices = free_of_charge) {
    const auto predicted = predicted_seconds(implementation, load, prices);
    REQUIRE(predicted);
    return *predicted;
}

}  // namespace

TEST_CASE("predicted_seconds is the ideal time if tasks cost nothing") {
    for (const char* const implementation : {"threads", "processes"}) {
        CAPTURE(implementation);
        CHECK(seconds(implementation, load(100, 3, 1)) == Approx(50));
        CHECK(seconds(implementation, load(1, 3, 1)) == Approx(4));
    }
}

TEST_CASE("predicted_seconds of coroutines: one core computes, and all wait together") {
    CHECK(seconds("coroutines", load(100, 3, 1)) == Approx(100));
    CHECK(seconds("coroutines", load(100, 3, 0)) == Approx(3));
}

TEST_CASE("predicted_seconds adds the price of each task, whether it waits or computes") {
    const TaskPrices prices{.thread = {0.1, 0}, .process = {1, 0}, .coroutine = {0.01, 0}};
    CHECK(seconds("threads", load(100, 3, 0), prices) == Approx(13));
    CHECK(seconds("processes", load(100, 3, 0), prices) == Approx(103));
    CHECK(seconds("threads", load(100, 0, 1), prices) == Approx(60));
    CHECK(seconds("coroutines", load(100, 0, 1), prices) == Approx(101));
}

TEST_CASE("predicted_seconds adds the price of sleeping for each turn, if tasks wait") {
    const TaskPrices prices{.thread = {1, 10}, .process = {1, 10}, .coroutine = {1, 10}};
    for (const char* const implementation : {"threads", "processes", "coroutines"}) {
        CAPTURE(implementation);
        CHECK(seconds(implementation, load(1, 0, 1), prices) == Approx(2));
        CHECK(seconds(implementation, load(1, 1, 1), prices) == Approx(23));
    }
}

TEST_CASE("predicted_seconds adds the lateness of sleeping once for each turn") {
    const TaskPrices prices{.lateness = 0.5};
    for (const char* const implementation : {"threads", "processes", "coroutines"}) {
        CAPTURE(implementation);
        CHECK(seconds(implementation, load(10, 3, 0), prices) == Approx(4));
        CHECK(seconds(implementation, load(1, 0, 1), prices) == Approx(1));
    }
}

TEST_CASE("predicted_seconds is empty for an unknown implementation") {
    CHECK_FALSE(predicted_seconds("tbb", load(1, 1, 1), free_of_charge));
}
