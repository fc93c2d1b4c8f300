/// Tests Mutex.
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

/// Reads and writes, with an await in between.
Task<> add(Counter& counter, int id) {
    const auto lock = co_await counter.mutex.lock();
    counter.order.push_back(id);
    counter.most_inside = std::max(counter.most_inside, ++counter.inside);
    const int seen = counter.value;
    co_await yield();
    counter.value = seen + 1;
    --counter.inside;
}

Task<> add_often(Counter& counter, int id, int times) {
    for (int i = 0; i < times; ++i)
        co_await add(counter, id);
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
    const auto again = co_await counter.mutex.lock();  // free, although `lock` still exists
}

}  // namespace

TEST_CASE("Mutex admits one coroutine at a time, even across an await") {
    Counter counter;
    std::vector<Task<>> tasks;
    for (int id = 0; id < 4; ++id)
        tasks.push_back(add_often(counter, id, 250));
    run(gather(std::move(tasks)));
    CHECK(counter.value == 1'000);
    CHECK(counter.most_inside == 1);
}

TEST_CASE("Mutex is passed on in the order of the calls of lock(), and no task overtakes") {
    Counter counter;
    std::vector<Task<>> tasks;
    for (int id = 0; id < 3; ++id)
        tasks.push_back(add_often(counter, id, 3));
    run(gather(std::move(tasks)));
    CHECK(counter.order == std::vector<int>{0, 1, 2, 0, 1, 2, 0, 1, 2});
}

TEST_CASE("Mutex::Lock unlocks when an exception is thrown") {
    Counter counter;
    std::vector<Task<>> tasks;
    tasks.push_back(throw_inside(counter));
    tasks.push_back(add(counter, 1));
    CHECK_THROWS_WITH(run(gather(std::move(tasks))), "inside");
    CHECK(counter.value == 1);
}

TEST_CASE("Mutex::Lock that was moved from unlocks nothing") {
    Counter counter;
    run(pass_on(counter));
    run(add(counter, 1));
    CHECK(counter.value == 1);
}
