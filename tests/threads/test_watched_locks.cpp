/// Locks that throw instead of waiting in a deadlock.
#include <atomic>
#include <latch>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "threads/primitives/watched_locks.hpp"

using namespace triptych::threads;

TEST_CASE(
    "WatchedLocks::lock throws in exactly one of three threads in a cycle, and the others get "
    "their locks") {
    WatchedLocks locks;
    std::latch rendezvous{3};
    std::atomic<int> refused{0};
    std::atomic<int> served{0};
    std::string who;  // written by the thread that gets the exception
    std::vector<std::jthread> threads;
    for (std::size_t worker = 0; worker < 3; ++worker)
        threads.emplace_back([&, worker] {
            const auto one = locks.lock(worker, worker);
            rendezvous.arrive_and_wait();
            try {
                const auto other = locks.lock(worker, (worker + 1) % 3);
                ++served;
            } catch (const DeadlockError& error) {
                who = error.what();
                ++refused;
            }
        });
    threads.clear();
    CHECK(refused == 1);
    CHECK(served == 2);
    CHECK(who ==
          "worker 0 holds lock 0 and waits for lock 1; worker 1 holds lock 1 and waits for lock 2; "
          "worker 2 holds lock 2 and waits for lock 0");
}

TEST_CASE("WatchedLocks::lock throws if a worker locks the same lock twice") {
    WatchedLocks locks;
    const auto lock = locks.lock(3, 1);
    CHECK_THROWS_AS(static_cast<void>(locks.lock(3, 1)), DeadlockError);
}

TEST_CASE(
    "WatchedLocks::lock may be called again after it threw, and succeeds once the lock is free") {
    WatchedLocks locks;
    std::optional<WatchedLocks::Lock> lock{locks.lock(0, 0)};
    CHECK_THROWS_WITH(static_cast<void>(locks.lock(0, 0)), Contains("worker 0 holds lock 0"));
    lock.reset();
    const auto one = locks.lock(0, 0);
    const auto other = locks.lock(0, 1);
    CHECK_THROWS_AS(static_cast<void>(locks.lock(0, 1)), DeadlockError);
}

TEST_CASE("WatchedLocks::lock excludes all other workers") {
    WatchedLocks locks;
    int count = 0;  // guarded by lock 0
    std::vector<std::jthread> threads;
    for (std::size_t worker = 0; worker < 4; ++worker)
        threads.emplace_back([&, worker] {
            for (int i = 0; i < 1'000; ++i) {
                const auto lock = locks.lock(worker, 0);
                ++count;
            }
        });
    threads.clear();
    CHECK(count == 4'000);
}

TEST_CASE("WatchedLocks::lock leaves nothing in the graph after it threw") {
    WatchedLocks locks;
    CHECK_THROWS_AS(static_cast<void>(locks.lock(0, 100)), std::out_of_range);
    const auto one = locks.lock(1, 0);  // worker 0 must not be in the graph
    CHECK_THROWS_AS(static_cast<void>(locks.lock(1, 0)), DeadlockError);
    const auto other = locks.lock(0, 1);
    CHECK_THROWS_AS(static_cast<void>(locks.lock(0, 1)), DeadlockError);
}
