/// What holds for every way to live with a call that blocks.
#include <algorithm>

#include "benches/offloaded.hpp"
#include "catch.hpp"
#include "coroutines/answers.hpp"
#include "processes/answers.hpp"
#include "tests/census.hpp"
#include "threads/answers.hpp"

using namespace triptych;

namespace {

/// Whether somebody arrived before the call that blocks was over: nobody stood still for it.
bool overtakes_the_blocking_call(const std::vector<Message>& countdown, const Arrivals& arrivals) {
    return !blocks(countdown, countdown[static_cast<std::size_t>(arrivals.list().front().id)]);
}

}  // namespace

TEST_CASE("a call that blocks harms nobody in threads, in processes, and if it is offloaded") {
    struct Way {
        const char* name;
        Arrivals (*solve)(std::span<const Message>);
    };
    const auto countdown = make_countdown(30);
    for (const auto& [name, solve] :
         {Way{"threads", threads::blocking_call}, Way{"processes", processes::blocking_call},
          Way{"coroutines.offloaded", offloaded<coroutines::blocking_call_offloaded>}}) {
        CAPTURE(name);
        const Census before = take_census();
        const Arrivals arrivals = solve(countdown);
        CHECK(check_arrivals(countdown, arrivals) == "");
        CHECK(overtakes_the_blocking_call(countdown, arrivals));
        CHECK(solve({}).list().empty());
        CHECK(changes_since(before) == "");
    }
}

TEST_CASE("a coroutine that blocks stalls all who come behind it") {
    const auto countdown = make_countdown(10);
    const Arrivals arrivals = coroutines::blocking_call(countdown);
    CHECK(check_stalled(countdown, arrivals) == "");
    CHECK_FALSE(overtakes_the_blocking_call(countdown, arrivals));
    CHECK(arrivals.list().back().after >= 11 * wait_unit);
}
