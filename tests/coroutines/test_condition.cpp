/// Tests Condition.
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/condition.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/run.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;

namespace {

struct Larder {
    Mutex mutex;
    Condition changed{mutex};
    int cakes = 0;  // guarded by mutex
    int inside = 0;
    std::vector<int> eaten_by;
};

Task<> eat(Larder& larder, int id) {
    auto lock = co_await larder.mutex.lock();
    while (larder.cakes == 0)
        co_await larder.changed.wait(lock);
    CHECK(++larder.inside == 1);
    co_await yield();
    --larder.cakes;
    --larder.inside;
    larder.eaten_by.push_back(id);
}

Task<> bake(Larder& larder, int cakes) {
    const auto lock = co_await larder.mutex.lock();
    larder.cakes += cakes;
}

}  // namespace

TEST_CASE("Condition::notify_one wakes the first waiter, and no other") {
    Larder larder;
    const auto main = [&]() -> Task<> {
        std::vector<Future<>> eaters;
        for (const int id : {1, 2, 3})
            eaters.push_back(create_task(eat(larder, id)));
        for (const int meal : {1, 2, 3}) {
            co_await some_turns(5);
            co_await bake(larder, 1);
            larder.changed.notify_one();
            co_await some_turns(5);
            CHECK(larder.eaten_by.size() == static_cast<std::size_t>(meal));
        }
    };
    run(main());
    CHECK(larder.eaten_by == std::vector<int>{1, 2, 3});
}

TEST_CASE(
    "Condition::notify_all wakes all waiters; each checks under the lock, and may wait again") {
    Larder larder;
    const auto main = [&]() -> Task<> {
        std::vector<Future<>> eaters;
        for (const int id : {1, 2, 3})
            eaters.push_back(create_task(eat(larder, id)));
        co_await some_turns(3);
        co_await bake(larder, 2);
        larder.changed.notify_all();
        co_await some_turns(10);
        CHECK(larder.eaten_by == std::vector<int>{1, 2});
        CHECK_FALSE(eaters[2].done());
        co_await bake(larder, 1);
        larder.changed.notify_all();
        co_await eaters[2];
    };
    run(main());
    CHECK(larder.eaten_by == std::vector<int>{1, 2, 3});
}

TEST_CASE("Condition::notify_one without a waiter has no effect") {
    Larder larder;
    const auto main = [&]() -> Task<bool> {
        larder.changed.notify_one();
        larder.changed.notify_all();
        const Future<> eater = create_task(eat(larder, 1));
        co_await some_turns(5);
        co_return eater.done();
    };
    CHECK_FALSE(run(main()));
}

TEST_CASE("Condition::wait reacquires the lock before it throws Cancelled") {
    Larder larder;
    std::vector<std::string> log;
    const auto main = [&]() -> Task<bool> {
        const auto wait = [&]() -> Task<> {
            auto lock = co_await larder.mutex.lock();
            try {
                co_await larder.changed.wait(lock);
            } catch (const Cancelled&) {
                log.emplace_back("inside");
                throw;
            }
        };
        const Future<> waiting = create_task(wait());
        co_await some_turns(2);
        auto lock = co_await larder.mutex.lock();
        waiting.cancel();
        co_await some_turns(5);
        waiting.cancel();  // while the task waits for the lock
        co_await some_turns(5);
        log.emplace_back("unlocks");
        lock.unlock();
        co_return co_await ends_cancelled(waiting);
    };
    CHECK(run(main()));
    CHECK(log == std::vector<std::string>{"unlocks", "inside"});
    run(bake(larder, 1));  // the lock is free
}

TEST_CASE("Condition::wait passes the notification on if it is cancelled after it was notified") {
    Larder larder;
    const auto main = [&]() -> Task<> {
        const Future<> first = create_task(eat(larder, 1));
        const Future<> second = create_task(eat(larder, 2));
        co_await some_turns(3);
        auto lock = co_await larder.mutex.lock();
        larder.cakes = 1;
        larder.changed.notify_one();
        co_await some_turns(3);  // the first waiter was notified, and waits for the lock
        first.cancel();
        lock.unlock();
        co_await second;
        CHECK(first.cancelled());
    };
    run(main());
    CHECK(larder.eaten_by == std::vector<int>{2});
}
