/// Tests Barrier.
#include <stdexcept>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/barrier.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;

namespace {

struct Race {
    Barrier barrier{3};
    std::vector<int> at_the_line;  // how many had arrived, each time one returned
    int arrived = 0;
    int last = 0;
};

/// Each lap takes this runner longer than the lap before.
Task<> run_laps(Race& race, int laps, int turns) {
    for (int lap = 1; lap <= laps; ++lap) {
        co_await some_turns(lap * turns);
        ++race.arrived;
        const bool was_last = co_await race.barrier.arrive_and_wait();
        race.last += was_last ? 1 : 0;
        CHECK(race.arrived >= 3 * lap);
        CHECK(race.arrived < 3 * lap + 3);
    }
}

}  // namespace

TEST_CASE("Barrier lets no task pass before all have arrived, lap after lap, and one is the last") {
    Race race;
    std::vector<Task<>> runners;
    for (const int turns : {3, 0, 7})
        runners.push_back(run_laps(race, 10, turns));
    run(gather(std::move(runners)));
    CHECK(race.arrived == 30);
    CHECK(race.last == 10);
}

TEST_CASE("Barrier for one party does not wait; for none throws invalid_argument") {
    Barrier barrier{1};
    CHECK(run(barrier.arrive_and_wait()));
    CHECK(run(barrier.arrive_and_wait()));
    CHECK_THROWS_AS(Barrier{0}, std::invalid_argument);
}

TEST_CASE("Barrier::arrive_and_wait: a cancelled party has not arrived") {
    const auto main = []() -> Task<> {
        Barrier barrier{2};
        const Future<bool> cancelled = create_task(barrier.arrive_and_wait());
        co_await some_turns(2);
        cancelled.cancel();
        co_await some_turns(2);
        const Future<bool> first = create_task(barrier.arrive_and_wait());
        co_await some_turns(3);
        CHECK_FALSE(first.done());
        const bool was_last = co_await barrier.arrive_and_wait();
        CHECK(was_last);
        const bool was_first = co_await first;
        CHECK_FALSE(was_first);
        CHECK(cancelled.cancelled());
    };
    run(main());
}

TEST_CASE("Barrier does not count a party from the moment of its cancellation") {
    const auto main = []() -> Task<> {
        Barrier barrier{2};
        const Future<bool> cancelled = create_task(barrier.arrive_and_wait());
        co_await some_turns(2);
        cancelled.cancel();
        const Future<bool> alone = create_task(barrier.arrive_and_wait());
        co_await some_turns(3);
        CHECK(cancelled.cancelled());
        CHECK_FALSE(alone.done());
        const bool was_last = co_await barrier.arrive_and_wait();
        CHECK(was_last);
        co_await alone;
        const Future<bool> first = create_task(barrier.arrive_and_wait());
        co_await some_turns(3);
        CHECK_FALSE(first.done());
        const bool was_last_again = co_await barrier.arrive_and_wait();
        CHECK(was_last_again);
    };
    run(main());
}
