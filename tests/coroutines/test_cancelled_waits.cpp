/// Tests that a task can be cancelled at every kind of await.
#include <array>
#include <atomic>
#include <latch>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "common/descriptor.hpp"
#include "coroutines/primitives/barrier.hpp"
#include "coroutines/primitives/condition.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/event.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/gather_bounded.hpp"
#include "coroutines/primitives/gather_outcomes.hpp"
#include "coroutines/primitives/mutex.hpp"
#include "coroutines/primitives/offload.hpp"
#include "coroutines/primitives/queue.hpp"
#include "coroutines/primitives/readiness.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/semaphore.hpp"
#include "coroutines/primitives/task_group.hpp"
#include "coroutines/primitives/wait_any.hpp"
#include "coroutines/primitives/wait_for.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych;
using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

/// Awaits `wait()`, and returns whether Cancelled is thrown there.
template <typename Wait>
Task<> watch(Wait& wait, bool& found) {
    try {
        co_await wait();
    } catch (const Cancelled&) {
        found = true;
        throw;
    }
}

template <typename Wait>
Task<bool> is_cancelled_at(Wait& wait) {
    bool found = false;
    const Future<> waiting = create_task(watch(wait, found));
    co_await some_turns(3);
    const bool was_waiting = !waiting.done();
    waiting.cancel();
    const bool is_cancelled = co_await ends_cancelled(waiting);
    co_return (was_waiting && found && is_cancelled && waiting.cancelled());
}

template <typename T>
std::vector<Task<T>> two(Task<T> first, Task<T> second) {
    std::vector<Task<T>> both;
    both.push_back(std::move(first));
    both.push_back(std::move(second));
    return both;
}

Task<int> never() {
    co_await sleep_long();
    co_return 0;
}

Task<> lock(Mutex& mutex) {
    const auto lock = co_await mutex.lock();
}

Task<> lock_twice(Mutex& mutex) {
    const auto lock = co_await mutex.lock();
    const auto again = co_await mutex.lock();
}

Task<> take(Semaphore& semaphore) {
    const auto permit = co_await semaphore.acquire();
}

Task<> take_twice(Semaphore& semaphore) {
    const auto permit = co_await semaphore.acquire();
    const auto another = co_await semaphore.acquire();
}

}  // namespace

TEST_CASE("Cancelled is thrown at every kind of await") {
    const auto check = [](auto wait) { CHECK(run(is_cancelled_at(wait))); };
    SECTION("a sleep") {
        check([] { return sleep_for(1h); });
    }
    SECTION("a sleep that never ends") {
        check([] { return sleep_until(Clock::time_point::max()); });
    }
    SECTION("a yield") {
        check([]() -> Task<> {
            while (true)
                co_await yield();
        });
    }
    SECTION("a mutex") {
        Mutex mutex;
        check([&] { return lock_twice(mutex); });
        run(lock(mutex));  // releases the lock
    }
    SECTION("a semaphore") {
        Semaphore semaphore{1};
        check([&] { return take_twice(semaphore); });
        run(take(semaphore));
    }
    SECTION("an event") {
        Event event;
        check([&] { return event.wait(); });
    }
    SECTION("a condition") {
        Mutex mutex;
        Condition condition{mutex};
        check([&]() -> Task<> {
            auto lock = co_await mutex.lock();
            co_await condition.wait(lock);
        });
        run(lock(mutex));
    }
    SECTION("a barrier") {
        Barrier barrier{2};
        check([&] { return barrier.arrive_and_wait(); });
    }
    SECTION("an empty queue") {
        Queue<int> queue;
        check([&] { return queue.get(); });
    }
    SECTION("a full queue") {
        Queue<int> queue{1};
        run(queue.put(1));
        check([&] { return queue.put(2); });
        CHECK(queue.size() == 1);
    }
    SECTION("a queue with unfinished items") {
        Queue<int> queue;
        run(queue.put(1));
        check([&] { return queue.join(); });
    }
    SECTION("a future") {
        const Future<int> future;
        check([&]() -> Task<> { co_await future; });
        CHECK_FALSE(future.done());
    }
    SECTION("another task") {
        check([]() -> Task<> {
            const Future<> other = create_task(sleep_long());
            co_await other;
        });
    }
    SECTION("a call") {
        check([] { return sleep_long(); });
    }
    SECTION("a gather") {
        check([] { return gather(two(sleep_long(), sleep_long())); });
    }
    SECTION("a bounded gather") {
        check([] { return gather_bounded(1, two(never(), never())); });
    }
    SECTION("gathered outcomes") {
        check([] { return gather_outcomes(two(never(), never())); });
    }
    SECTION("a wait_any") {
        check([]() -> Task<> { co_await wait_any(two(never(), never())); });
    }
    SECTION("a wait with a timeout") {
        check([] { return wait_for(sleep_long(), 1h); });
    }
    SECTION("a task group") {
        check([]() -> Task<> {
            TaskGroup group;
            group.create_task(sleep_long());
            group.create_task(sleep_long());
            co_await group.join();
        });
    }
    SECTION("a descriptor") {
        std::array<int, 2> ends{};
        REQUIRE(::pipe(ends.data()) == 0);
        const Descriptor out{ends[0]};
        const Descriptor in{ends[1]};
        check([&] { return readable(out.get()); });
    }
}

TEST_CASE(
    "offload waits for the job although it is cancelled; it returns the result, then Cancelled is "
    "thrown") {
    std::latch may_end{1};
    std::atomic<bool> is_over = false;
    std::vector<std::jthread> threads;
    const RunElsewhere elsewhere = [&](auto job) { threads.emplace_back(std::move(job)); };
    const auto job = [&] {
        may_end.wait();
        return is_over.exchange(true);
    };
    const auto main = [&]() -> Task<bool> {
        bool was_over = false;
        const auto offloading = [&]() -> Task<> {
            was_over = !co_await offload(elsewhere, job) && is_over;
            co_await sleep_long();
        };
        const Future<> task = create_task(offloading());
        co_await some_turns(2);
        task.cancel();
        task.cancel();
        co_await some_turns(10);
        const bool waited = !task.done();
        may_end.count_down();
        const bool is_cancelled = co_await ends_cancelled(task);
        co_return (waited && is_cancelled && was_over);
    };
    CHECK(run(main()));
}
