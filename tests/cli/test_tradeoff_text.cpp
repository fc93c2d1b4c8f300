/// Tests of grid_text() and crossings_text(), with made-up times.
#include "catch.hpp"
#include "cli/map/tradeoff_text.hpp"
#include "common/harness/escape.hpp"
#include "common/harness/text.hpp"

using namespace triptych;
using namespace triptych::cli;

namespace {

Times times_of(double threads, double coroutines) {
    return {{"threads", {threads, threads, threads, threads, threads}},
            {"coroutines", {coroutines, coroutines, coroutines, coroutines, coroutines}}};
}

TradeoffGrid example() {
    std::vector<int> percents;
    for (int percent = 0; percent <= 100; percent += 5)
        percents.push_back(percent);
    TradeoffGrid grid{percents, {1, 10, 10'000}};
    grid.put({0, 10'000}, times_of(1, 2));
    grid.put({20, 10'000}, times_of(1, 2));
    grid.put({60, 10'000}, times_of(4, 1));
    grid.put({100, 10'000}, times_of(1, 1));
    grid.put({0, 1}, times_of(1, 1.2));
    grid.put({100, 1}, {{"threads", {1, 1, 1}}});
    return grid;
}

std::string line(const std::string& text, std::size_t number) {
    return harness::lines_of(text).at(number);
}

}  // namespace

TEST_CASE("grid_text has a letter for each winner, and small ones between two of the same") {
    const std::string text = grid_text(example(), 80, false);
    CHECK(line(text, 0) == "tasks");
    CHECK(line(text, 1) == " 10,000 T+ t  t  t  T+ .  .  .  .  .  .  .  C* .  .  .  .  .  .  .  ?");
    CHECK_THAT(line(text, 2), StartsWith("     10 t  .  ."));
    CHECK_THAT(line(text, 3), StartsWith("      1 T  .  ."));
    CHECK(line(text, 3).back() == '-');
    CHECK(line(text, 4) ==
          "        0     10    20    30    40    50    60    70    80    90    100");
}

TEST_CASE("grid_text shows the lead beside the letter if there is room") {
    const std::string text = grid_text(example(), 160, false);
    CHECK_THAT(line(text, 1), Contains("T 2.0x t") && Contains("C 4.0x ."));
    CHECK_THAT(text, Contains("The number: how many times as long"));
}

TEST_CASE("grid_text has a mark for CPU contention") {
    TradeoffGrid grid{{0, 100}, {1}};
    grid.put({0, 1}, times_of(1, 2), true);
    grid.put({100, 1}, times_of(2, 1));
    CHECK_THAT(line(grid_text(grid, 80, false), 1), StartsWith("      1 !   "));
}

TEST_CASE("grid_text fits any terminal") {
    for (std::size_t width = 40; width <= 200; ++width) {
        CAPTURE(width);
        for (const std::string& one : harness::lines_of(grid_text(example(), width, false)))
            CHECK(harness::width_of(one) <= width);
    }
}

TEST_CASE("grid_text has colours only if they are wanted, and letters in any case") {
    CHECK_THAT(grid_text(example(), 80, false), !Contains("\x1b["));
    std::string text = grid_text(example(), 80, true);
    CHECK_THAT(text, Contains("\x1b[44m") && Contains("T+"));
}

TEST_CASE("grid_text has only colours that reach the terminal") {
    TradeoffGrid grid{{0, 5, 10}, {1}};
    const auto fastest = [](const char* model) {
        Times times = times_of(2, 2);
        times["processes"] = times["threads"];
        times[model] = {1, 1, 1, 1, 1};
        return times;
    };
    grid.put({0, 1}, fastest("threads"));
    grid.put({5, 1}, fastest("processes"));
    grid.put({10, 1}, fastest("coroutines"));
    for (const std::string& text : {grid_text(grid, 80, true), grid_text(example(), 80, true)})
        CHECK(harness::for_terminal_page(text) == text);
}

TEST_CASE("grid_text colours only the letter of what was not measured") {
    const std::string text = grid_text(example(), 80, true);
    CHECK_THAT(text, Contains("\x1b[34mt  \x1b[0m") && Contains("\x1b[46m"));
}

TEST_CASE("grid_text fills in places between filled-in places, too") {
    TradeoffGrid grid{{0, 5, 10}, {1, 3, 10}};
    for (const Spot corner : {Spot{0, 1}, Spot{10, 1}, Spot{0, 10}, Spot{10, 10}})
        grid.put(corner, times_of(1, 2));
    CHECK_THAT(line(grid_text(grid, 40, false), 2), EndsWith("t       t       t"));
}

TEST_CASE("crossings_text has one number if a crossing was measured closely, and the prediction") {
    const std::vector<Crossing> measured{
        {"threads", "coroutines", {20, 10'000}, {60, 10'000}, 33},
        {"coroutines", "threads", {50, 1}, {55, 1}, 52.4},
    };
    const std::vector<Crossing> predicted{
        {"threads", "coroutines", {92, 10'000}, {93, 10'000}, 92.5},
        {"threads", "coroutines", {1, 1}, {2, 1}, 1.5},
    };
    CHECK(crossings_text(measured, predicted, 100) ==
          "With 10,000 tasks, the fastest model changes from threads to coroutines between 20 and "
          "60 % I/O;\npredicted: at 92.\n"
          "With 1 task, the fastest model changes from coroutines to threads at 52 % I/O (measured "
          "at 50 and\n55).\n");
    for (const std::string& one : harness::lines_of(crossings_text(measured, predicted, 40)))
        CHECK(harness::width_of(one) <= 40);
}
