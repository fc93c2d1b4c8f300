/// Tests Timers.
#include <algorithm>
#include <deque>
#include <map>
#include <vector>

#include "catch.hpp"
#include "common/random.hpp"
#include "coroutines/primitives/timers.hpp"

using namespace triptych;
using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

struct NoParent final : Parent {
    void failed(PromiseBase& /*child*/, std::exception_ptr /*error*/) noexcept override {}
    void ended(PromiseBase& /*child*/) noexcept override {}
};

/// A coroutine that is asleep, and does nothing else.
struct Sleeper {
    explicit Sleeper(Clock::time_point due) {
        promise.begin_under(no_parent);
        promise.suspend_until(due);
    }
    void sleep_until(Clock::time_point due) {
        promise.undo_suspend();
        promise.suspend_until(due);
    }
    NoParent no_parent;
    PromiseBase promise;
};

using Sleepers = std::deque<Sleeper>;

Clock::time_point due(const PromiseBase* sleeper) {
    return sleeper->due();
}

/// Returns the timers in the order in which take_due() returns them, all at the time `now`.
std::vector<Clock::time_point> take_all_due(Timers& timers, Clock::time_point now) {
    std::vector<Clock::time_point> taken;
    while (const PromiseBase* const sleeper = timers.take_due(now))
        taken.push_back(due(sleeper));
    return taken;
}

/// The same, at the times that next() returns.
std::vector<Clock::time_point> take_each_when_due(Timers& timers) {
    std::vector<Clock::time_point> taken;
    while (const auto next = timers.next())
        for (const auto time : take_all_due(timers, *next)) {
            REQUIRE(time <= *next);
            taken.push_back(time);
        }
    return taken;
}

const Clock::time_point start = Clock::now() + 1s;

/// Durations of all magnitudes, from a nanosecond to years.
Sleepers many_sleepers(int count) {
    Random random{3};
    Sleepers sleepers;
    for (int i = 0; i < count; ++i)
        sleepers.emplace_back(start +
                              std::chrono::nanoseconds{random() >> (4 + random_below(random, 60))});
    return sleepers;
}

std::vector<Clock::time_point> sorted_dues(const Sleepers& sleepers) {
    std::vector<Clock::time_point> dues;
    for (const Sleeper& sleeper : sleepers)
        dues.push_back(sleeper.promise.due());
    std::ranges::sort(dues);
    return dues;
}

}  // namespace

TEST_CASE("Timers::empty is true before the first timer and after the last") {
    Timers timers;
    CHECK(timers.empty());
    CHECK_FALSE(timers.next());
    CHECK(timers.take_due(start + 1h) == nullptr);
    Sleeper sleeper{start};
    timers.push(sleeper.promise);
    CHECK_FALSE(timers.empty());
    CHECK(timers.take_due(start) == &sleeper.promise);
    CHECK(timers.empty());
}

TEST_CASE("Timers::take_due returns no timer before it is due, not by a nanosecond") {
    for (const auto away :
         {-1s, 0s, 3'600s, 3'600'000s}) {  // the clock starts when the machine does
        Timers timers;
        Sleeper sleeper{start + away};
        timers.push(sleeper.promise);
        CHECK(timers.take_due(start + away - 1ns) == nullptr);
        CHECK(timers.take_due(start + away) == &sleeper.promise);
    }
}

TEST_CASE("Timers::take_due returns the first that is due, in whatever order they came") {
    Sleepers sleepers = many_sleepers(10'000);
    Timers timers;
    for (Sleeper& sleeper : sleepers)
        timers.push(sleeper.promise);
    CHECK(take_all_due(timers, Clock::time_point::max()) == sorted_dues(sleepers));
    CHECK(timers.empty());
}

TEST_CASE("Timers::next misses no timer, and is never later than the first one") {
    Sleepers sleepers = many_sleepers(10'000);
    Timers timers;
    for (Sleeper& sleeper : sleepers)
        timers.push(sleeper.promise);
    CHECK(take_each_when_due(timers) == sorted_dues(sleepers));
}

TEST_CASE("Timers::take_due returns timers that are due at the same time in the order they came") {
    Sleepers sleepers;
    Timers timers;
    for (int i = 0; i < 1'000; ++i)
        timers.push(sleepers.emplace_back(start + (i % 2) * 1ms).promise);
    for (const int first : {0, 1})
        for (std::size_t i = static_cast<std::size_t>(first); i < 1'000; i += 2)
            REQUIRE(timers.take_due(start + 1s) == &sleepers[i].promise);
}

TEST_CASE("Timers::push while others are taken sorts the new timers among them") {
    Sleepers early = many_sleepers(1'000);
    Sleepers late = many_sleepers(1'000);
    Timers timers;
    for (Sleeper& sleeper : early)
        timers.push(sleeper.promise);
    Clock::time_point last = Clock::time_point::min();
    for (Sleeper& sleeper : late) {
        const PromiseBase* const taken = timers.take_due(Clock::time_point::max());
        REQUIRE(due(taken) >= last);
        last = due(taken);
        sleeper.sleep_until(last + (sleeper.promise.due() - start) / 1'000);
        timers.push(sleeper.promise);
    }
    const auto rest = take_all_due(timers, Clock::time_point::max());
    CHECK(rest.size() == 1'000);
    CHECK(rest.front() >= last);
    CHECK(std::ranges::is_sorted(rest));
}

TEST_CASE("Timers::take_due does not return a cancelled timer, and returns the others") {
    Sleepers sleepers = many_sleepers(1'000);
    Timers timers;
    for (Sleeper& sleeper : sleepers)
        timers.push(sleeper.promise);
    for (std::size_t i = 0; i < 1'000; i += 2)
        sleepers[i].promise.unlink();
    CHECK(take_each_when_due(timers).size() == 500);
    timers.push(sleepers[0].promise);
    sleepers[0].promise.unlink();
    CHECK_FALSE(timers.next());
    CHECK(timers.empty());
}

TEST_CASE("Timers::take_due never returns a timer at the end of time") {
    Sleeper sleeper{Clock::time_point::max()};
    Timers timers;
    timers.push(sleeper.promise);
    CHECK(timers.take_due(start + 24h * 13'000) == nullptr);
    CHECK(timers.next() > start + 24h * 13'000);
}

TEST_CASE("Timers::take_due returns overdue timers by time, and then in the order they came") {
    Random random{7};
    Timers timers;
    Sleepers sleepers;
    for (int i = 0; i < 2'000; ++i) {
        const std::chrono::milliseconds late{random_below(random, 100)};
        timers.push(sleepers.emplace_back(start - 10s - late).promise);
        if (i % 3 == 0) sleepers[random_below(random, 2'000) % sleepers.size()].promise.unlink();
    }
    std::multimap<Clock::time_point, const PromiseBase*> by_time;  // equals in order of insertion
    for (const Sleeper& sleeper : sleepers)
        if (sleeper.promise.is_linked()) by_time.emplace(sleeper.promise.due(), &sleeper.promise);
    std::vector<const PromiseBase*> expected;
    for (const auto& [time, promise] : by_time)
        expected.push_back(promise);
    std::vector<const PromiseBase*> taken;
    while (const PromiseBase* const sleeper = timers.take_due(start - 10s))
        taken.push_back(sleeper);
    CHECK(taken == expected);
    CHECK(timers.empty());
}

TEST_CASE("Timers do not take quadratic time when very many are overdue") {
    constexpr int many = 200'000;  // quadratic time would be a minute
    Timers timers;
    Sleepers sleepers;
    const auto begun = Clock::now();
    for (int i = 0; i < many; ++i)
        timers.push(sleepers.emplace_back(start - 10s - (i ^ 1) * 1ns).promise);
    CHECK(take_all_due(timers, start).size() == many);
    CHECK(Clock::now() - begun < 20s);
}
