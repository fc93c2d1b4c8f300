/// Tests of TradeoffGrid, with made-up times whose crossings are known.
#include <algorithm>
#include <cmath>
#include <random>

#include "catch.hpp"
#include "cli/map/tradeoff_grid.hpp"
#include "cli/map/tradeoff_prediction.hpp"

using namespace triptych::cli;

namespace {

/// Five repetitions, `noise` around the median.
std::vector<double> around(double seconds, double noise = 0.001) {
    return {seconds * (1 - 2 * noise), seconds * (1 - noise), seconds, seconds * (1 + noise),
            seconds * (1 + 2 * noise)};
}

std::vector<int> percents(int step) {
    std::vector<int> values;
    for (int value = 0; value <= 100; value += step)
        values.push_back(value);
    return values;
}

/// Threads and coroutines are equal at this I/O share; their ratio is a straight line there.
double known_crossing(std::int64_t tasks) {
    return 43 + 11 * std::log10(static_cast<double>(tasks));
}

Times synthetic(Spot spot, double noise = 0.001) {
    const double ahead = (spot.io_percent - known_crossing(spot.tasks)) / 50;
    return {{"threads", around(std::exp(ahead), noise)},
            {"coroutines", around(1, noise)},
            {"processes.pool", around(9, noise)}};
}

/// As the program does it: coarse first, then closer looks until there are none.
TradeoffGrid explored(const TradeoffGrid& empty, int& measured) {
    TradeoffGrid grid = empty;
    for (auto spots = grid.coarse(5, 3); !spots.empty(); spots = grid.closer_looks())
        for (const Spot spot : spots) {
            grid.put(spot, synthetic(spot));
            ++measured;
        }
    return grid;
}

}  // namespace

TEST_CASE("TradeoffGrid finds a known crossover from a part of the places") {
    const TradeoffGrid empty{percents(5), {1, 2, 5, 10, 20, 50, 100, 200, 500, 1'000}};
    int measured = 0;
    const TradeoffGrid grid = explored(empty, measured);
    const auto crossings = grid.crossings();
    REQUIRE(crossings.size() >= 4);  // each coarse row
    for (const Crossing& crossing : crossings) {
        CAPTURE(crossing.before.tasks);
        CHECK(crossing.from == "threads");
        CHECK(crossing.to == "coroutines");
        CHECK(std::abs(crossing.io_percent - known_crossing(crossing.before.tasks)) < 0.5);
        CHECK(crossing.after.io_percent - crossing.before.io_percent <= 10);
    }
    CHECK(measured < 100);  // of 210
}

TEST_CASE("TradeoffGrid finds a predicted crossover from noisy times") {
    constexpr double task_seconds = 500e-6;
    const TaskPrices prices{.thread = {80e-6, 0}, .process = {300e-6, 0}};
    constexpr double known = 68;  // c / 2 + 80 us = c
    std::mt19937_64 random{1};    // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
    std::lognormal_distribution<double> noise{0, 0.05};
    const auto measured = [&](Spot spot) {
        const double wait = task_seconds * spot.io_percent / 100;
        Times times;
        for (const char* const implementation : {"threads", "processes", "coroutines"})
            for (int repetition = 0; repetition < 9; ++repetition)
                times[implementation].push_back(
                    noise(random) * *predicted_seconds(implementation,
                                                       {.tasks = spot.tasks,
                                                        .turns = 2,
                                                        .wait_seconds = wait,
                                                        .compute_seconds = task_seconds - wait,
                                                        .cores = 2},
                                                       prices));
        return times;
    };
    TradeoffGrid grid{percents(5), {100, 300, 1'000}};
    for (const Spot spot : grid.coarse(5, 2))
        grid.put(spot, measured(spot));
    for (auto spots = grid.closer_looks(); !spots.empty(); spots = grid.closer_looks())
        grid.put(spots.front(), measured(spots.front()));
    const auto crossings = grid.crossings();
    REQUIRE(crossings.size() >= 2);
    for (const Crossing& crossing : crossings) {
        CAPTURE(crossing.before.tasks);
        CHECK(crossing.from == "threads");
        CHECK(crossing.to == "coroutines");
        CHECK(crossing.io_percent == Approx(known).margin(5));
    }
}

TEST_CASE("TradeoffGrid::closer_looks has no place twice, and none without a change beside it") {
    TradeoffGrid grid{percents(10), {1, 10}};
    const auto same = [](Spot) { return Times{{"threads", around(1)}, {"coroutines", around(2)}}; };
    for (const Spot spot : grid.coarse(5, 1))
        grid.put(spot, same(spot));
    CHECK(grid.closer_looks().empty());
    grid.put({100, 1}, {{"threads", around(2)}, {"coroutines", around(1)}});
    const auto closer = grid.closer_looks();
    REQUIRE(closer.size() == 1);
    CHECK(closer.front() == Spot{70, 1});
}

TEST_CASE("TradeoffGrid::coarse has the last place of each axis") {
    const TradeoffGrid grid{percents(10), {1, 2, 3, 4}};
    const auto spots = grid.coarse(4, 2);
    CHECK(spots.size() == 4 * 3);
    CHECK(spots.back() == Spot{100, 4});
    CHECK(std::ranges::is_sorted(spots, {}, &Spot::tasks));
}

TEST_CASE("winner_of takes the fastest of two implementations of one model") {
    const auto winner =
        winner_of({{"threads", around(2)}, {"threads.pool", around(1)}, {"coroutines", around(3)}});
    REQUIRE(winner);
    CHECK(winner->implementation == "threads.pool");
    CHECK(winner->runner_up == "coroutines");
    CHECK(winner->lead.median == Approx(3));
    CHECK(winner->model() == "threads");
}

TEST_CASE("winner_of has no model if it cannot be told apart from the runner-up") {
    const auto winner =
        winner_of({{"threads", around(1, 0.05)}, {"coroutines", around(1.01, 0.05)}});
    REQUIRE(winner);
    CHECK(winner->model().empty());
}

TEST_CASE("winner_of needs two models that were measured") {
    CHECK_FALSE(winner_of({}));
    CHECK_FALSE(winner_of({{"threads", around(1)}, {"threads.pool", around(2)}}));
    CHECK_FALSE(winner_of({{"threads", around(1)}, {"coroutines", {}}}));
}

TEST_CASE("TradeoffGrid::crossings uses the times at places where the winner is undecided") {
    TradeoffGrid grid{percents(50), {1}};
    grid.put({0, 1}, {{"threads", around(1)}, {"coroutines", around(2)}});
    grid.put({50, 1}, {{"threads", around(1, 0.1)}, {"coroutines", around(1, 0.1)}});
    grid.put({100, 1}, {{"threads", around(4)}, {"coroutines", around(1)}});
    const auto crossings = grid.crossings();
    REQUIRE(crossings.size() == 1);
    CHECK(crossings.front().before.io_percent == 0);
    CHECK(crossings.front().after.io_percent == 100);
    CHECK(crossings.front().io_percent ==
          Approx(50));  // a straight line from 0 to 100 would give 33
}

TEST_CASE("TradeoffGrid::crossings needs times of both models on both sides") {
    TradeoffGrid grid{percents(50), {1}};
    grid.put({0, 1}, {{"threads", around(1)}, {"processes", around(2)}});
    grid.put({50, 1}, {{"coroutines", around(1)}, {"processes", around(2)}});
    CHECK(grid.crossings().empty());
}

TEST_CASE("TradeoffGrid::closer_looks passes over undecided places") {
    TradeoffGrid grid{percents(10), {1}};
    grid.put({0, 1}, {{"threads", around(1)}, {"coroutines", around(2)}});
    grid.put({40, 1}, {{"threads", around(1, 0.1)}, {"coroutines", around(1, 0.1)}});
    CHECK(grid.closer_looks().empty());  // the edge of undecided places is no change of the winner
    grid.put({100, 1}, {{"threads", around(2)}, {"coroutines", around(1)}});
    REQUIRE(grid.closer_looks().size() == 1);
    CHECK(grid.closer_looks().front() == Spot{70, 1});  // not the middle from 0
}

TEST_CASE("TradeoffGrid::closer_looks begins with the fewest tasks among equal gaps") {
    TradeoffGrid grid{percents(10), {1, 10, 100}};
    for (const std::int64_t tasks : {100, 1}) {
        grid.put({0, tasks}, {{"threads", around(1)}, {"coroutines", around(2)}});
        grid.put({40, tasks}, {{"threads", around(2)}, {"coroutines", around(1)}});
    }
    CHECK(grid.closer_looks() == std::vector<Spot>{{20, 1}, {20, 100}});
}

TEST_CASE("TradeoffGrid::winner has no model if there was CPU contention") {
    TradeoffGrid grid{percents(50), {1}};
    grid.put({0, 1}, {{"threads", around(1)}, {"coroutines", around(2)}}, true);
    grid.put({50, 1}, {{"threads", around(1)}, {"coroutines", around(2)}});
    grid.put({100, 1}, {{"threads", around(2)}, {"coroutines", around(1)}});
    CHECK(grid.winner({0, 1})->model().empty());
    CHECK(grid.winner({50, 1})->model() == "threads");
    REQUIRE(grid.crossings().size() == 1);
    CHECK(grid.crossings().front().before.io_percent == 50);
    CHECK_FALSE(grid.winner({0, 2}));
}

TEST_CASE("TradeoffGrid::closer_looks goes on beyond a gap in what was measured") {
    TradeoffGrid grid{percents(10), {1}};
    grid.put({0, 1}, {{"threads", around(1)}, {"coroutines", around(2)}});
    grid.put({30, 1}, {{"threads", around(1)}});  // the other took too long
    grid.put({60, 1}, {{"threads", around(2)}, {"coroutines", around(1)}});
    CHECK(grid.closer_looks().empty());
    grid.put({100, 1}, {{"threads", around(1)}, {"coroutines", around(2)}});
    REQUIRE(grid.closer_looks().size() == 1);
    CHECK(grid.closer_looks().front() == Spot{80, 1});
}
