/// Tests durations of any unit: too long ones become the longest one, fractions are rounded up.
#include <chrono>
#include <cstdint>
#include <limits>
#include <ratio>
#include <stdexcept>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/saturated.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "coroutines/primitives/wait_for.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;
using namespace std::chrono_literals;

TEST_CASE("saturated makes durations that are out of range the longest, not short ones") {
    constexpr auto longest = Clock::duration::max();
    CHECK(detail::saturated(std::chrono::nanoseconds::max()) == longest);
    CHECK(detail::saturated(std::chrono::microseconds::max()) == longest);
    CHECK(detail::saturated(std::chrono::hours::max()) == longest);
    CHECK(detail::saturated(std::chrono::years{600}) == longest);
    CHECK(detail::saturated(std::chrono::duration<std::uint64_t>::max()) == longest);
    CHECK(detail::saturated(std::chrono::duration<double>{1e300}) == longest);
    CHECK(detail::saturated(std::chrono::duration<double>::max()) == longest);
    CHECK(detail::saturated(std::chrono::duration<float>{std::numeric_limits<float>::infinity()}) ==
          longest);
    CHECK(detail::saturated(std::chrono::hours::min()) == Clock::duration::min());
    CHECK(detail::saturated(-std::chrono::duration<double>{1e300}) == Clock::duration::min());
    CHECK(time_after(std::chrono::hours::max()) == Clock::time_point::max());
    CHECK(time_after(std::chrono::years{600}) == Clock::time_point::max());
    const auto past = time_after(std::chrono::hours::min());
    CHECK(past <= Clock::now());
}

TEST_CASE("saturated converts any unit exactly, or rounds up by less than a nanosecond") {
    CHECK(detail::saturated(7ns) == 7ns);
    CHECK(detail::saturated(std::chrono::duration<int>{3}) == 3s);
    CHECK(detail::saturated(std::chrono::duration<short, std::milli>{-3}) == -3ms);
    CHECK(detail::saturated(std::chrono::years{200}) == std::chrono::years{200});
    CHECK(detail::saturated(0.5s) == 500ms);
    CHECK(detail::saturated(std::chrono::duration<float, std::milli>{0.25F}) == 250us);
    CHECK(detail::saturated(std::chrono::duration<int, std::pico>{1}) == 1ns);
    CHECK(detail::saturated(std::chrono::duration<int, std::ratio<1, 3>>{1}) == 333'333'334ns);
    CHECK_THROWS_AS(detail::saturated(std::numeric_limits<double>::quiet_NaN() * 1.0s),
                    std::invalid_argument);
}

TEST_CASE("sleep_for, call_later and wait_for accept fractions and durations out of range") {
    const auto main = []() -> Task<> {
        const auto sleep = []() -> Task<> { co_await sleep_for(std::chrono::hours::max()); };
        const Future<> asleep = create_task(sleep());
        const Future<> late = call_later(std::chrono::hours::max(), [] {});
        const int value = co_await wait_for(value_after(3, 42), std::chrono::hours::max());
        CHECK(value == 42);
        co_await wait_for(some_turns(3), 3600.5s);
        co_await call_later(0.001s, [] {});
        const auto begun = Clock::now();
        co_await sleep_for(0.01s);
        CHECK(Clock::now() - begun >= 10ms);
        co_await sleep_until(std::chrono::time_point_cast<std::chrono::seconds>(begun));
        CHECK_FALSE(asleep.done());
        CHECK_FALSE(late.done());
    };
    run(main());
    CHECK_THROWS_AS(run(wait_for(sleep_long(), 0.001s)), triptych::TimeoutError);
    CHECK_THROWS_AS(run(wait_for(sleep_long(), std::chrono::hours::min())), triptych::TimeoutError);
}

TEST_CASE("sleep_for sleeps from the moment when it is awaited") {
    const auto main = []() -> Task<> {
        auto nap = sleep_for(10ms);
        co_await sleep_for(10ms);
        const auto begun = Clock::now();
        co_await nap;
        CHECK(Clock::now() - begun >= 10ms);
    };
    run(main());
}
