/// Properties of every implementation of blocking_call.
#include <algorithm>

#include "benches/catalog/offloaded.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "catch.hpp"
#include "tests/census.hpp"

using namespace triptych;

namespace {

/// Whether another task arrived before the blocking call was over.
bool overtakes_the_blocking_call(const std::vector<Message>& countdown, const Arrivals& arrivals) {
    return !blocks(countdown, countdown[static_cast<std::size_t>(arrivals.list().front().id)]);
}

}  // namespace

TEST_CASE("blocking_call with threads, processes or offloading delays no other task") {
    struct Way {
        const char* name;
        Arrivals (*solve)(std::span<const Message>);
    };
    const auto delays_nobody = [](const Way& way, std::int64_t tasks) {
        const auto countdown = make_countdown(tasks);
        const Arrivals arrivals = way.solve(countdown);
        CHECK(check_arrivals(countdown, arrivals) == "");
        return overtakes_the_blocking_call(countdown, arrivals);
    };
    for (const Way& way :
         {Way{"threads", threads::blocking_call}, Way{"processes", processes::blocking_call},
          Way{"coroutines.offloaded", offloaded<coroutines::blocking_call_offloaded>}}) {
        CAPTURE(way.name);
        const Census before = take_census();
        // With more tasks the blocking call is longer: that helps on a busy machine.
        CHECK((delays_nobody(way, 30) || delays_nobody(way, 60) || delays_nobody(way, 120)));
        CHECK(way.solve({}).list().empty());
        CHECK(changes_since(before) == "");
    }
}

TEST_CASE("coroutines::blocking_call delays all tasks that are due while one blocks") {
    const auto countdown = make_countdown(10);
    const Arrivals arrivals = coroutines::blocking_call(countdown);
    CHECK(check_stalled(countdown, arrivals) == "");
    CHECK_FALSE(overtakes_the_blocking_call(countdown, arrivals));
    CHECK(arrivals.list().back().after >= 11 * wait_unit);
}
