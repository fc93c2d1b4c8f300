/// Who is to be woken when.
#include <algorithm>
#include <coroutine>
#include <cstdint>
#include <vector>

#include "catch.hpp"
#include "common/random.hpp"
#include "coroutines/timers.hpp"

using namespace triptych;
using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

/// A handle that is never resumed, and stands for a number.
std::coroutine_handle<> handle(std::uintptr_t number) {
    return std::coroutine_handle<>::from_address(reinterpret_cast<void*>(number));
}

std::uintptr_t number(std::coroutine_handle<> sleeper) {
    return reinterpret_cast<std::uintptr_t>(sleeper.address());
}

const Clock::time_point start{};

}  // namespace

TEST_CASE("timers know when they are empty") {
    Timers timers;
    CHECK(timers.empty());
    timers.push(start, handle(1));
    CHECK_FALSE(timers.empty());
    CHECK(timers.pop() == handle(1));
    CHECK(timers.empty());
}

TEST_CASE("timers give out the first that is due, in whatever order they came") {
    Random random{3};
    Timers timers;
    std::vector<std::uintptr_t> due;
    for (int i = 0; i < 2'000; ++i) {
        // Some in order, some not, some equal.
        due.push_back(i % 3 == 0 ? 1'000 + static_cast<std::uintptr_t>(i)
                                 : 1 + random_below(random, 500));
        timers.push(start + due.back() * 1ms, handle(due.back()));
    }
    std::ranges::sort(due);
    for (const std::uintptr_t expected : due) {
        REQUIRE(timers.next_due() == start + expected * 1ms);
        REQUIRE(number(timers.pop()) == expected);
    }
    CHECK(timers.empty());
}

TEST_CASE("timers take new sleepers while they give out others") {
    Timers timers;
    timers.push(start + 1h, handle(9));
    for (std::uintptr_t i = 1; i < 9; ++i) {
        timers.push(start + (10 - i) * 1s, handle(i));
        CHECK(timers.next_due() == start + (10 - i) * 1s);
        CHECK(timers.pop() == handle(i));
    }
    CHECK(timers.pop() == handle(9));
}
