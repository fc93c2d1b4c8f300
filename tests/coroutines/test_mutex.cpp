/// A mutex that suspends the coroutine.
#include <stdexcept>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/mutex.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

using namespace triptych::coroutines;

namespace {

struct Counter {
    Mutex mutex;
    int value = 0;  // guarded by mutex
    int inside = 0;
    int most_inside = 0;
    std::vector<int> order;
};

/// Reads and writes with an await in between.
Task<> add(Counter& counter, int who) {
    const auto lock = co_await counter.mutex.lock();
    counter.order.push_back(who);
    counter.most_inside = std::max(counter.most_inside, ++counter.inside);
    const int seen = counter.value;
    co_await yield();
    counter.value = seen + 1;
    --counter.inside;
}

Task<> add_often(Counter& counter, int who, int times) {
    for (int i = 0; i < times; ++i)
        co_await add(counter, who);
}

Task<> throw_inside(Counter& counter) {
    const auto lock = co_await counter.mutex.lock();
    co_await yield();
    throw std::runtime_error{"inside"};
}

Task<> pass_on(Counter& counter) {
    auto lock = co_await counter.mutex.lock();
    {
        const auto moved = std::move(lock);
        co_await yield();
    }
    const auto again = co_await counter.mutex.lock();  // free, though `lock` still lives
}

}  // namespace

TEST_CASE("one coroutine at a time is inside, even across an await") {
    Counter counter;
    std::vector<Task<>> tasks;
    for (int who = 0; who < 4; ++who)
        tasks.push_back(add_often(counter, who, 250));
    run(gather(std::move(tasks)));
    CHECK(counter.value == 1'000);
    CHECK(counter.most_inside == 1);
}

TEST_CASE("the lock is handed over in the order of asking, and nobody pushes in") {
    Counter counter;
    std::vector<Task<>> tasks;
    for (int who = 0; who < 3; ++who)
        tasks.push_back(add_often(counter, who, 3));
    run(gather(std::move(tasks)));
    CHECK(counter.order == std::vector<int>{0, 1, 2, 0, 1, 2, 0, 1, 2});
}

TEST_CASE("an exception unlocks") {
    Counter counter;
    std::vector<Task<>> tasks;
    tasks.push_back(throw_inside(counter));
    tasks.push_back(add(counter, 1));
    CHECK_THROWS_WITH(run(gather(std::move(tasks))), "inside");
    CHECK(counter.value == 1);
}

TEST_CASE("a lock that was moved from unlocks nothing") {
    Counter counter;
    run(pass_on(counter));
    run(add(counter, 1));
    CHECK(counter.value == 1);
}
