/// Deadlines that do not overflow.
#include <chrono>
#include <limits>

#include "catch.hpp"
#include "common/deadline.hpp"

using namespace triptych;
using namespace std::chrono;

TEST_CASE(
    "saturated returns the same duration, or the longest or shortest one if it does not fit") {
    CHECK(saturated(5s) == 5s);
    CHECK(saturated(-5s) == -5s);
    CHECK(saturated(0.25s) == 250ms);
    CHECK(saturated(nanoseconds::max()) == nanoseconds::max());
    CHECK(saturated(nanoseconds::min()) == nanoseconds::min());
    CHECK(saturated(hours::max()) == nanoseconds::max());
    CHECK(saturated(hours::min()) == nanoseconds::min());
    CHECK(saturated(duration<double>{1e300}) == nanoseconds::max());
    CHECK(saturated(duration<double>{-std::numeric_limits<double>::infinity()}) ==
          nanoseconds::min());
    CHECK(saturated(duration<double>{std::numeric_limits<double>::quiet_NaN()}) == 0s);
    CHECK(saturated(hours{24 * 365 * 290}) == hours{24 * 365 * 290});
}

TEST_CASE(
    "deadline_after is in the future for positive durations, and in the past for negative ones") {
    const auto now = steady_clock::now();
    CHECK(deadline_after(nanoseconds::max()) == steady_clock::time_point::max());
    CHECK(deadline_after(hours{24 * 365 * 290}) > now + hours{24 * 365 * 200});
    CHECK(deadline_after(nanoseconds::min()) < now);
    CHECK(deadline_after(-1s) < now);
    CHECK(deadline_after(1h) > now);
}
