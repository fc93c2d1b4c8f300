/// Waits of jobs for jobs of their own pool, and the deadlock that they detect.
#include <latch>

#include "catch.hpp"
#include "threads/primitives/thread_pool.hpp"
#include "threads/primitives/watched_waits.hpp"

using namespace triptych::threads;

TEST_CASE("WatchedWaits::result_of throws if all workers wait for jobs of their pool") {
    WatchedWaits waits{1};
    ThreadPool pool{1};
    const auto waiting =
        pool.submit([&] { return waits.result_of(pool.submit([] { return 1; })); });
    CHECK_THROWS_AS(waiting.result(), DeadlockError);
    const auto again = pool.submit([&] { return waits.result_of(pool.submit([] { return 1; })); });
    CHECK_THROWS_WITH(again.result(), "every worker of the pool waits for a job of the same pool");
}

TEST_CASE("WatchedWaits::result_of waits if another worker is free") {
    WatchedWaits waits{2};
    ThreadPool pool{2};
    for (int i = 0; i < 1'000; ++i) {
        const auto waiting =
            pool.submit([&] { return waits.result_of(pool.submit([] { return 1; })); });
        REQUIRE(waiting.result() == 1);
    }
}

TEST_CASE("WatchedWaits: of two workers in a deadlock one throws, and the other gets its result") {
    WatchedWaits waits{2};
    ThreadPool pool{2};
    for (int i = 0; i < 200; ++i) {
        std::latch both{2};
        const auto waiting = [&] {
            both.arrive_and_wait();
            try {
                return waits.result_of(pool.submit([] { return 1; }));
            } catch (const DeadlockError&) {
                return 100;
            }
        };
        const auto first = pool.submit(waiting);
        const auto second = pool.submit(waiting);
        // Sometimes the first has its result before the second waits.
        const int sum = first.result() + second.result();
        REQUIRE((sum == 101 || sum == 2));
    }
}
