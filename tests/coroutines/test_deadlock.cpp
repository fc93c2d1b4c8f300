/// Tests that run() reports a deadlock as an error, and (with AddressSanitizer) leaks nothing.
#include <coroutine>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/mutex.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/semaphore.hpp"
#include "coroutines/primitives/sleep.hpp"

using namespace triptych::coroutines;

namespace {

Task<> wait_for_ever(std::shared_ptr<int> kept) {
    co_await std::suspend_always{};
    ++*kept;
}

Task<> deeply(int depth, std::shared_ptr<int> kept) {
    if (depth == 0)
        co_await wait_for_ever(kept);
    else
        co_await deeply(depth - 1, kept);
}

Task<> lock_both(Mutex& first, Mutex& second) {
    const auto lock = co_await first.lock();
    co_await yield();
    const auto other = co_await second.lock();
}

Task<> lock_and_wait(Mutex& mutex) {
    const auto lock = co_await mutex.lock();
    co_await std::suspend_always{};
}

Task<> take_permit_and_wait(Semaphore& semaphore) {
    const auto permit = co_await semaphore.acquire();
    co_await std::suspend_always{};
}

Task<> all(std::vector<Task<>> tasks) {
    co_await gather(std::move(tasks));
}

Task<> await_the_other(const std::optional<Future<>>& other) {
    co_await *other;  // set before this task begins
}

Task<> await_each_other() {
    std::optional<Future<>> first;
    std::optional<Future<>> second;
    first = create_task(await_the_other(second));
    second = create_task(await_the_other(first));
    co_await *first;
}

/// Owns the mutexes that its tasks lock.
Task<> owner_of_the_mutex() {
    Mutex mutex;
    std::vector<Task<>> tasks;
    for (int i = 0; i < 3; ++i)
        tasks.push_back(lock_and_wait(mutex));
    co_await gather(std::move(tasks));
}

Task<int> answer() {
    co_return 42;
}

}  // namespace

TEST_CASE("run throws logic_error if its task waits for ever, and destroys its variables") {
    const auto kept = std::make_shared<int>(0);
    CHECK_THROWS_AS(run(wait_for_ever(kept)), std::logic_error);
    CHECK_THROWS_AS(run(deeply(100, kept)), std::logic_error);
    CHECK(kept.use_count() == 1);
    CHECK(*kept == 0);
    CHECK(run(answer()) == 42);  // another loop still works
}

TEST_CASE("run throws logic_error if one of several tasks waits for ever") {
    const auto kept = std::make_shared<int>(0);
    std::vector<Task<>> tasks;
    for (int i = 0; i < 3; ++i)
        tasks.push_back(wait_for_ever(kept));
    CHECK_THROWS_AS(run(all(std::move(tasks))), std::logic_error);
    CHECK(kept.use_count() == 1);
}

TEST_CASE("run throws logic_error if two tasks want each other's lock") {
    Mutex first;
    Mutex second;
    std::vector<Task<>> tasks;
    tasks.push_back(lock_both(first, second));
    tasks.push_back(lock_both(second, first));
    CHECK_THROWS_AS(run(gather(std::move(tasks))), std::logic_error);
}

TEST_CASE("run throws logic_error if two tasks await each other, and does not recurse") {
    CHECK_THROWS_WITH(run(await_each_other()), StartsWith("deadlock: "));
}

TEST_CASE("Mutex and the tasks that wait for it may be destroyed in any order") {
    for (const int owner : {0, 1, 2}) {
        Mutex mutex;
        Semaphore semaphore{1};
        std::vector<Task<>> tasks;
        for (int i = 0; i < 3; ++i) {
            // The first task has the lock; the others wait for it.
            tasks.push_back(i == owner ? lock_and_wait(mutex) : take_permit_and_wait(semaphore));
            tasks.push_back(lock_and_wait(mutex));
        }
        CHECK_THROWS_AS(run(gather(std::move(tasks))), std::logic_error);
    }
    CHECK_THROWS_AS(run(owner_of_the_mutex()), std::logic_error);
}
