/// Tests that a waiter that is cancelled or dropped passes on what it was given.
#include <array>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/as_completed.hpp"
#include "coroutines/primitives/barrier.hpp"
#include "coroutines/primitives/condition.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/event.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/gather_outcomes.hpp"
#include "coroutines/primitives/mutex.hpp"
#include "coroutines/primitives/queue.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/semaphore.hpp"
#include "coroutines/primitives/task_group.hpp"
#include "coroutines/primitives/wait_any.hpp"
#include "coroutines/primitives/wait_for.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

/// Two tasks wait for the same thing, one behind the other. The first is dropped immediately after
/// `wake()` has woken it. Returns whether the second one then gets it.
template <typename Wait, typename Wake>
Task<bool> next_gets_it(Wait& wait, Wake& wake) {
    std::optional<TaskGroup> group{std::in_place};
    group->create_task(wait());
    co_await some_turns(2);
    const Future<> next = create_task(wait());
    co_await some_turns(2);
    co_await wake();
    group.reset();
    co_await some_turns(5);
    const bool is_done = next.done();
    next.cancel();
    co_await some_turns(2);
    co_return is_done;
}

Task<> lock(Mutex& mutex) {
    const auto lock = co_await mutex.lock();
}

Task<> take(Semaphore& semaphore) {
    const auto permit = co_await semaphore.acquire();
}

Task<> get(Queue<int>& queue, std::vector<int>& got) {
    got.push_back(co_await queue.get());
}

Task<> wait(Mutex& mutex, Condition& condition) {
    auto lock = co_await mutex.lock();
    co_await condition.wait(lock);
}

/// Its move constructor throws once, if the flag is set.
struct Fragile {
    explicit Fragile(bool& breaks) : breaking{&breaks} {}
    Fragile(Fragile&& other) : breaking{other.breaking} {
        if (std::exchange(*breaking, false)) throw std::runtime_error{"broken"};
    }
    Fragile& operator=(Fragile&&) = delete;
    bool* breaking;
};

}  // namespace

TEST_CASE("Queue::get passes on its item when its waiter is dropped") {
    Queue<int> queue;
    std::vector<int> got;
    const auto wait = [&] { return get(queue, got); };
    const auto wake = [&] { return queue.put(7); };
    CHECK(run(next_gets_it(wait, wake)));
    CHECK(got == std::vector<int>{7});
}

TEST_CASE("Queue::put passes on the room when its waiter is dropped") {
    Queue<int> queue{1};
    run(queue.put(0));
    const auto wait = [&] { return queue.put(1); };
    const auto wake = [&]() -> Task<> { co_await queue.get(); };
    CHECK(run(next_gets_it(wait, wake)));
    CHECK(queue.size() == 1);
}

TEST_CASE("Mutex::lock passes on the lock when its waiter is dropped") {
    Mutex mutex;
    const auto main = [&]() -> Task<bool> {
        auto held = co_await mutex.lock();
        const auto wait = [&] { return lock(mutex); };
        const auto wake = [&]() -> Task<> {
            held.unlock();
            co_return;
        };
        co_return co_await next_gets_it(wait, wake);
    };
    CHECK(run(main()));
    run(lock(mutex));
}

TEST_CASE("Semaphore::acquire passes on the permit when its waiter is dropped") {
    Semaphore semaphore{1};
    const auto main = [&]() -> Task<bool> {
        std::optional held{co_await semaphore.acquire()};
        const auto wait = [&] { return take(semaphore); };
        const auto wake = [&]() -> Task<> {
            held.reset();
            co_return;
        };
        co_return co_await next_gets_it(wait, wake);
    };
    CHECK(run(main()));
    run(take(semaphore));
}

TEST_CASE("Condition::wait passes on the notification when its waiter is dropped") {
    for (const bool waits_for_mutex : {false, true}) {
        Mutex mutex;
        Condition condition{mutex};
        const auto waiting = [&] { return wait(mutex, condition); };
        const auto wake = [&]() -> Task<> {
            std::optional<Mutex::Lock> held;
            if (waits_for_mutex) held.emplace(co_await mutex.lock());
            condition.notify_one();
            if (waits_for_mutex) co_await some_turns(3);
        };
        CHECK(run(next_gets_it(waiting, wake)));
        run(lock(mutex));
    }
}

TEST_CASE("Barrier does not count a party that was dropped") {
    const auto main = []() -> Task<> {
        Barrier barrier{2};
        {
            TaskGroup group;
            group.create_task(barrier.arrive_and_wait());
            co_await some_turns(3);
        }
        const Future<bool> alone = create_task(barrier.arrive_and_wait());
        co_await some_turns(3);
        CHECK_FALSE(alone.done());
        const bool was_last = co_await barrier.arrive_and_wait();
        CHECK(was_last);
        co_await alone;
    };
    run(main());
}

TEST_CASE("Queue wakes the getters in the order in which they came") {
    Queue<int> queue;
    std::vector<int> got_by;
    const auto main = [&]() -> Task<> {
        std::vector<Future<>> getters;
        const auto get_one = [&](int id) -> Task<> {
            co_await queue.get();
            got_by.push_back(id);
        };
        for (const int id : {1, 2, 3, 4})
            getters.push_back(create_task(get_one(id)));
        co_await some_turns(2);
        for (int i = 0; i < 2; ++i)
            co_await queue.put(i);
        co_await some_turns(3);
        for (int i = 0; i < 2; ++i)
            co_await queue.put(i);
        for (const auto& getter : getters)
            co_await getter;
    };
    run(main());
    CHECK(got_by == std::vector<int>{1, 2, 3, 4});
}

TEST_CASE("Queue::get leaves an item whose move throws to another getter") {
    bool breaks = false;
    const auto main = [&]() -> Task<bool> {
        Queue<Fragile> queue;
        const Future<Fragile> first = create_task(queue.get());
        const Future<Fragile> second = create_task(queue.get());
        co_await some_turns(2);
        co_await queue.put(Fragile{breaks});
        breaks = true;
        co_await some_turns(4);
        const bool is_there = second.done() && queue.empty();
        CHECK_THROWS_WITH(first.result(), "broken");
        second.cancel();
        co_await some_turns(2);
        co_return is_there;
    };
    CHECK(run(main()));
}

TEST_CASE("Event::wait checks the event when it is awaited, not when it is created") {
    const auto main = []() -> Task<> {
        Event event;
        const auto before_set = event.wait();
        event.set();
        co_await before_set;
        const auto before_clear = event.wait();
        event.clear();
        bool went_on = false;
        const auto waiting = [&]() -> Task<> {
            co_await before_clear;
            went_on = true;
        };
        const Future<> waiter = create_task(waiting());
        co_await some_turns(3);
        CHECK_FALSE(went_on);
        event.set();
        co_await waiter;
    };
    run(main());
}

TEST_CASE("wait_for does not lose an item that arrives in the turn in which it is cancelled") {
    for (const bool is_put_first : {false, true}) {
        std::vector<int> got;
        const auto main = [&]() -> Task<bool> {
            Queue<int> queue;
            const auto consume = [&]() -> Task<> {
                got.push_back(co_await wait_for(queue.get(), 1h));
                co_await sleep_long();
            };
            const Future<> task = create_task(consume());
            co_await some_turns(4);
            if (is_put_first) co_await queue.put(7);
            task.cancel();
            if (!is_put_first) co_await queue.put(7);
            const bool is_cancelled = co_await ends_cancelled(task);
            if (!queue.empty()) got.push_back(co_await queue.get());
            co_return is_cancelled;
        };
        CHECK(run(main()));
        CHECK(got == std::vector<int>{7});
    }
}

TEST_CASE(
    "gather returns results that are complete when it is cancelled; Cancelled is thrown later") {
    std::vector<int> got;
    const auto main = [&]() -> Task<bool> {
        Queue<int> queue;
        const auto consume = [&]() -> Task<> {
            std::vector<Task<int>> getting;
            getting.push_back(queue.get());
            getting.push_back(queue.get());
            got = co_await gather(std::move(getting));
            co_await sleep_long();
        };
        const Future<> task = create_task(consume());
        co_await some_turns(4);
        co_await queue.put(1);
        co_await queue.put(2);
        task.cancel();
        co_return co_await ends_cancelled(task);
    };
    CHECK(run(main()));
    CHECK(got == std::vector<int>{1, 2});
}

TEST_CASE("gather_outcomes returns a result that is there when it is cancelled") {
    int got = 0;
    const auto main = [&]() -> Task<bool> {
        Queue<int> queue;
        const auto consume = [&]() -> Task<> {
            std::vector<Task<int>> getting;
            getting.push_back(queue.get());
            getting.push_back(queue.get());
            auto outcomes = co_await gather_outcomes(std::move(getting));
            got = outcomes[0].value();
            CHECK(outcomes[1].cancelled());
            co_await sleep_long();
        };
        const Future<> task = create_task(consume());
        co_await some_turns(4);
        co_await queue.put(1);
        task.cancel();
        co_return co_await ends_cancelled(task);
    };
    CHECK(run(main()));
    CHECK(got == 1);
}

TEST_CASE("wait_any returns both results if two tasks end in the same turn") {
    const auto main = []() -> Task<> {
        Queue<int> one;
        Queue<int> other;
        const auto put_both = [&]() -> Task<> {
            co_await some_turns(5);
            co_await one.put(1);
            co_await other.put(2);
        };
        const Future<> putting = create_task(put_both());
        std::vector<Task<int>> getting;
        getting.push_back(one.get());
        getting.push_back(other.get());
        First<int> first = co_await wait_any(std::move(getting));
        CHECK(first.index == 0);
        CHECK(first.outcome.value() == 1);
        REQUIRE(first.others.size() == 1);
        CHECK(first.others[0].index == 1);
        CHECK(first.others[0].outcome.value() == 2);
        CHECK(one.empty());
    };
    run(main());
}

TEST_CASE("wait_any does not lose an item that arrives in the turn in which it is cancelled") {
    for (const bool is_put_first : {false, true}) {
        std::vector<int> got;
        const auto main = [&]() -> Task<bool> {
            Queue<int> queue;
            const auto consume = [&]() -> Task<> {
                std::vector<Task<int>> waiting;
                waiting.push_back(value_after(1'000'000, 0));
                waiting.push_back(queue.get());
                First<int> first = co_await wait_any(std::move(waiting));
                got.push_back(first.outcome.value());
                co_await sleep_long();
            };
            const Future<> task = create_task(consume());
            co_await some_turns(4);
            if (is_put_first) co_await queue.put(7);
            task.cancel();
            if (!is_put_first) co_await queue.put(7);
            co_return co_await ends_cancelled(task);
        };
        CHECK(run(main()));
        CHECK(got == std::vector<int>{7});
    }
}

TEST_CASE("wait_for returns its task's result before anything can drop it") {
    std::vector<int> got;
    const auto main = [&]() -> Task<> {
        Queue<int> queue;
        const auto consume = [&]() -> Task<> { got.push_back(co_await wait_for(queue.get(), 1h)); };
        TaskGroup group;
        group.create_task(consume());
        co_await some_turns(4);
        co_await queue.put(7);
        co_await yield();  // in this turn the task gets it
    };
    run(main());
    CHECK(got == std::vector<int>{7});
}

namespace {

/// Ways to wait for a task together with others; what they return is ignored.
struct Waits {
    static Task<> in_gather(std::vector<Task<int>> tasks) { co_await gather(std::move(tasks)); }
    static Task<> in_gather_outcomes(std::vector<Task<int>> tasks) {
        co_await gather_outcomes(std::move(tasks));
    }
    static Task<> in_wait_any(std::vector<Task<int>> tasks) { co_await wait_any(std::move(tasks)); }
    static Task<> in_wait_for(std::vector<Task<int>> tasks) {
        co_await wait_for(std::move(tasks.front()), 1h);
    }
    static Task<> in_as_completed(std::vector<Task<int>> tasks) {
        const auto ignore = [](int) {};
        co_await as_completed(std::move(tasks), ignore);
    }
    static Task<> in_group(std::vector<Task<int>> tasks) {
        TaskGroup group;
        for (Task<int>& task : tasks)
            group.create_task(std::move(task));
        co_await group.join();
    }
};

constexpr std::array ways{Waits::in_gather,   Waits::in_gather_outcomes, Waits::in_wait_any,
                          Waits::in_wait_for, Waits::in_as_completed,    Waits::in_group};

}  // namespace

TEST_CASE("Queue::get passes on its item when a gather, wait or group around it is dropped") {
    for (const auto& way : ways) {
        Queue<int> queue;
        std::vector<int> got;
        const auto main = [&]() -> Task<> {
            std::optional<TaskGroup> group{std::in_place};
            std::vector<Task<int>> getting;
            getting.push_back(queue.get());
            getting.push_back(value_after(1'000'000, 0));
            group->create_task(way(std::move(getting)));
            co_await some_turns(4);
            const Future<> next = create_task(get(queue, got));
            co_await some_turns(2);
            co_await queue.put(7);
            group.reset();  // the getter in it was woken, and has not run since
            co_await some_turns(2);
            CHECK(next.done());
        };
        run(main());
        CHECK(got == std::vector<int>{7});
    }
}

TEST_CASE("gather, dropped, destroys the results of the tasks that have ended") {
    const auto item = std::make_shared<int>(7);
    const auto main = [&]() -> Task<> {
        Queue<std::shared_ptr<int>> queue;
        std::optional<TaskGroup> group{std::in_place};
        std::vector<Task<std::shared_ptr<int>>> getting;
        getting.push_back(queue.get());
        getting.push_back(queue.get());
        group->create_task(gather(std::move(getting)));
        co_await some_turns(4);
        co_await queue.put(item);
        co_await some_turns(4);
        CHECK(queue.empty());
        CHECK(item.use_count() == 2);
        group.reset();
        CHECK(queue.empty());
        CHECK(item.use_count() == 1);
    };
    run(main());
}
