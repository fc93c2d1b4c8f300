/// The countdown of blocking_call, and its check.
#include <algorithm>
#include <vector>

#include "catch.hpp"
#include "common/workloads/blocking_call.hpp"

using namespace triptych;

namespace {

/// The waits of the tasks that block, in units, of `count` tasks.
std::vector<std::int64_t> blocking_units(std::int64_t count) {
    const auto countdown = make_countdown(count);
    std::vector<std::int64_t> units;
    for (const Message& task : countdown)
        if (blocks(countdown, task)) units.push_back(task.delay / wait_unit);
    return units;
}

}  // namespace

TEST_CASE(
    "make_countdown: the first of ten tasks waits ten units, the last one unit; that of six units "
    "blocks") {
    const auto countdown = make_countdown(10);
    CHECK(countdown.size() == 10);
    CHECK(countdown.front().delay == 10 * wait_unit);
    CHECK(countdown.back().delay == wait_unit);
    CHECK(std::ranges::is_sorted(countdown, std::greater{}, &Message::delay));
    CHECK(blocking_units(10) == std::vector<std::int64_t>{6});
    CHECK(blocking_units(1) == std::vector<std::int64_t>{1});
    CHECK(blocking_units(2) == std::vector<std::int64_t>{2});
}

TEST_CASE("check_stalled reports a task that a blocking call should have delayed, but did not") {
    const auto countdown = make_countdown(2);  // the first blocks for two units
    const Arrivals stalled{std::vector<Arrival>{{0, 2 * wait_unit}, {1, 3 * wait_unit}}};
    CHECK(check_stalled(countdown, stalled) == "");
    const Arrivals early{std::vector<Arrival>{{0, 2 * wait_unit}, {1, 2 * wait_unit}}};
    CHECK(check_arrivals(countdown, early) == "");
    CHECK_THAT(check_stalled(countdown, early), EndsWith("its delay of 6 ms"));
}
