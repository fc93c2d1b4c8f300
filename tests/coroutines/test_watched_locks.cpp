/// Tests WatchedLocks, which detect deadlocks.
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "coroutines/primitives/watched_locks.hpp"

using namespace triptych::coroutines;

namespace {

Task<> lock_both(WatchedLocks& locks, std::size_t worker, std::size_t first, std::size_t second) {
    const auto one = co_await locks.lock(worker, first);
    co_await yield();
    const auto other = co_await locks.lock(worker, second);
}

Task<int> await_other(std::vector<Future<int>>& tasks, std::size_t other) {
    co_await yield();
    co_return co_await tasks[other];
}

}  // namespace

TEST_CASE(
    "WatchedLocks: one of three tasks in a cycle is cancelled, and the others get their locks") {
    WatchedLocks locks;
    EventLoop loop;
    std::vector<Future<>> tasks;
    for (std::size_t worker = 0; worker < 3; ++worker)
        tasks.push_back(create_task(lock_both(locks, worker, worker, (worker + 1) % 3)));
    loop.run();
    for (std::size_t worker = 0; worker < 3; ++worker) {
        CHECK_FALSE(tasks[worker].done());
        CHECK(locks.deadlock_of(worker) ==
              "worker 0 holds lock 0 and waits for lock 1; worker 1 holds lock 1 and waits for "
              "lock 2; worker 2 holds lock 2 and waits for lock 0");
    }
    tasks[1].cancel();
    loop.run();
    CHECK(tasks[1].cancelled());
    for (const std::size_t other : {0UL, 2UL}) {
        CHECK(tasks[other].done());
        CHECK_FALSE(tasks[other].cancelled());
    }
}

TEST_CASE("WatchedLocks::deadlock_of is empty for a task that only waits for its turn") {
    WatchedLocks locks;
    EventLoop loop;
    std::vector<Future<>> tasks;
    for (std::size_t worker = 0; worker < 3; ++worker)
        tasks.push_back(create_task(lock_both(locks, worker, 0, 1)));
    create_task([](WatchedLocks& watched) -> Task<> {
        co_await yield();
        for (std::size_t worker = 0; worker < 3; ++worker)
            CHECK(watched.deadlock_of(worker) == "");
    }(locks));
    loop.run();
    for (const auto& task : tasks)
        CHECK(task.done());
}

TEST_CASE("EventLoop::run returns when two tasks await each other, until one is cancelled") {
    EventLoop loop;
    std::vector<Future<int>> tasks;
    for (std::size_t task = 0; task < 2; ++task)
        tasks.push_back(create_task(await_other(tasks, 1 - task)));
    loop.run();
    CHECK_FALSE(tasks[0].done());
    CHECK_FALSE(tasks[1].done());
    tasks[0].cancel();
    loop.run();
    CHECK(tasks[0].cancelled());
    CHECK(tasks[1].done());
}
