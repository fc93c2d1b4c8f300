/// Tasks that wait, and the one that blocks.
#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "common/blocking_call.hpp"

using namespace triptych;
using namespace std::chrono_literals;

namespace {

/// Which of so many tasks block, by their units.
std::vector<std::int64_t> blocking_units(std::int64_t count) {
    const auto countdown = make_countdown(count);
    std::vector<std::int64_t> units;
    for (const Message& task : countdown)
        if (blocks(countdown, task)) units.push_back(task.delay / wait_unit);
    return units;
}

}  // namespace

TEST_CASE("the first of ten tasks waits ten units, the last one, and that of six blocks") {
    const auto countdown = make_countdown(10);
    CHECK(countdown.size() == 10);
    CHECK(countdown.front().delay == 10 * wait_unit);
    CHECK(countdown.back().delay == wait_unit);
    CHECK(std::ranges::is_sorted(countdown, std::greater{}, &Message::delay));
    CHECK(blocking_units(10) == std::vector<std::int64_t>{6});
    CHECK(blocking_units(1) == std::vector<std::int64_t>{1});
    CHECK(blocking_units(2) == std::vector<std::int64_t>{2});
}

TEST_CASE("who comes behind a call that blocks, and was not kept waiting, is found out") {
    const auto countdown = make_countdown(2);
    Arrivals arrivals{2};
    std::this_thread::sleep_for(2 * wait_unit);
    arrivals.put(0);
    Arrivals stalled = arrivals;
    arrivals.put(1);
    CHECK(check_arrivals(countdown, arrivals) == "");
    std::this_thread::sleep_for(wait_unit);
    stalled.put(1);
    CHECK(check_stalled(countdown, stalled) == "");
    Arrivals early{2};
    std::this_thread::sleep_for(wait_unit);
    early.put(1);
    CHECK_THAT(check_stalled(countdown, early), Catch::Matchers::EndsWith("its delay of 6 ms"));
}
