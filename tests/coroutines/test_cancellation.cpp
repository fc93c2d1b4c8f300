/// Tests the rules of cancellation (coroutines/primitives/cancellation.hpp).
#include <algorithm>
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/mutex.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/semaphore.hpp"
#include "coroutines/primitives/task_group.hpp"
#include "coroutines/primitives/wait_for.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

using Log = std::vector<std::string>;

template <typename T>
std::vector<Task<T>> two(Task<T> first, Task<T> second) {
    std::vector<Task<T>> both;
    both.push_back(std::move(first));
    both.push_back(std::move(second));
    return both;
}

Task<> lock(Mutex& mutex) {
    const auto lock = co_await mutex.lock();
}

Task<> take(Semaphore& semaphore) {
    const auto permit = co_await semaphore.acquire();
}

/// Notes its destruction.
struct Held {
    explicit Held(Log& notes) : log{notes} {}
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() { log.emplace_back("destroyed"); }
    Log& log;
};

Task<> hold_and_sleep(Log& log) {
    const Held held{log};
    co_await sleep_long();
    log.emplace_back("slept");
}

Task<> clean_up(Log& log) {
    bool is_cancelled = false;
    try {
        co_await hold_and_sleep(log);
    } catch (const Cancelled&) {
        is_cancelled = true;
    }
    co_await sleep_for(1ms);
    co_await some_turns(3);
    log.emplace_back("cleaned up");
    if (is_cancelled) throw Cancelled{};
}

Task<> swallow_errors(bool& swallowed) {
    try {
        co_await sleep_long();
    } catch (const std::exception&) {
        swallowed = true;
    }
}

/// A chain of `depth` calls; the last one sleeps.
Task<int> deep(int depth, bool& found) {
    if (depth > 0) co_return 1 + co_await deep(depth - 1, found);
    try {
        co_await sleep_long();
    } catch (const Cancelled&) {
        found = true;
        throw;
    }
    co_return 0;
}

/// Catches Cancelled in the innermost call; its caller continues.
Task<int> caught_half_way(int depth, bool& found) {
    try {
        co_await deep(depth, found);
    } catch (const Cancelled&) {
        co_return depth;
    }
    co_return -1;
}

}  // namespace

TEST_CASE("cancel() lets the task's destructors run, and the task may await to clean up") {
    Log log;
    const auto main = [&]() -> Task<bool> {
        const Future<> task = create_task(clean_up(log));
        co_await some_turns(2);
        task.cancel();
        co_return co_await ends_cancelled(task);
    };
    CHECK(run(main()));
    CHECK(log == Log{"destroyed", "cleaned up"});
}

TEST_CASE("Cancelled is not caught by a handler for std::exception") {
    bool swallowed = false;
    const auto main = [&]() -> Task<bool> {
        const Future<> task = create_task(swallow_errors(swallowed));
        co_await yield();
        task.cancel();
        co_return co_await ends_cancelled(task);
    };
    CHECK(run(main()));
    CHECK_FALSE(swallowed);
}

TEST_CASE("cancel() twice before Cancelled is thrown counts once") {
    int found = 0;
    const auto stubborn = [&]() -> Task<> {
        for (int i = 0; i < 2; ++i) {
            try {
                co_await sleep_for(i == 0 ? Clock::duration{1h} : Clock::duration{1ms});
            } catch (const Cancelled&) {
                ++found;
            }
        }
    };
    const auto main = [&](int turns_between) -> Task<bool> {
        const Future<> task = create_task(stubborn());
        co_await some_turns(2);
        task.cancel();
        co_await some_turns(turns_between);
        task.cancel();
        co_await task;
        co_return task.cancelled();
    };
    CHECK_FALSE(run(main(0)));
    CHECK(found == 1);
    found = 0;
    CHECK_FALSE(run(main(2)));
    CHECK(found == 2);
}

TEST_CASE("cancel() of a task that has ended does nothing, and the result stays") {
    const auto main = []() -> Task<int> {
        const Future<int> task = create_task(value_after(1, 42));
        co_await task;
        if (task.cancel() || task.cancelled()) co_return -1;
        co_return task.result();
    };
    CHECK(run(main()) == 42);
}

TEST_CASE("cancel() of a task that has not begun: it never begins") {
    Log log;
    const auto main = [&]() -> Task<bool> {
        const Future<> task = create_task(hold_and_sleep(log));
        task.cancel();
        const bool is_cancelled = task.cancelled();
        co_return (is_cancelled && co_await ends_cancelled(task));
    };
    CHECK(run(main()));
    CHECK(log.empty());
}

TEST_CASE("cancel() of the running task throws Cancelled at its next suspension point") {
    Log log;
    const auto main = [&]() -> Task<bool> {
        Future<> task;
        const auto self = [&]() -> Task<> {
            task.cancel();
            log.emplace_back("goes on");
            co_await sleep_long();
        };
        task = create_task(self());
        co_return co_await ends_cancelled(task);
    };
    CHECK(run(main()));
    CHECK(log == Log{"goes on"});
}

TEST_CASE("cancel() of a task that was handed the lock: it has the lock, and unlocks it") {
    Log log;
    const auto main = [&]() -> Task<bool> {
        Mutex mutex;
        const auto inside = [&]() -> Task<> {
            const auto lock = co_await mutex.lock();
            log.emplace_back("inside");
            co_await yield();
            log.emplace_back("goes on");
        };
        auto first = co_await mutex.lock();
        const Future<> task = create_task(inside());
        co_await some_turns(2);
        first.unlock();
        task.cancel();
        const bool is_cancelled = co_await ends_cancelled(task);
        co_await lock(mutex);
        co_return is_cancelled;
    };
    CHECK(run(main()));
    CHECK(log == Log{"inside"});
}

TEST_CASE("cancel() of a task that waits for a lock: the next waiter gets the lock") {
    Log log;
    const auto main = [&]() -> Task<bool> {
        Mutex mutex;
        const auto inside = [&](const char* name) -> Task<> {
            const auto lock = co_await mutex.lock();
            log.emplace_back(name);
        };
        auto first = co_await mutex.lock();
        const Future<> cancelled = create_task(inside("cancelled"));
        const Future<> other = create_task(inside("other"));
        co_await some_turns(2);
        cancelled.cancel();
        first.unlock();
        co_await other;
        co_return co_await ends_cancelled(cancelled);
    };
    CHECK(run(main()));
    CHECK(log == Log{"other"});
}

TEST_CASE("Mutex and Semaphore: a task dropped after it was handed a lock or permit passes it on") {
    const auto main = []() -> Task<bool> {
        Mutex mutex;
        Semaphore semaphore{1};
        {
            TaskGroup group;
            auto held = co_await mutex.lock();
            const auto permit = std::make_unique<Semaphore::Permit>(co_await semaphore.acquire());
            group.create_task(lock(mutex));
            group.create_task(take(semaphore));
            co_await some_turns(2);
            held.unlock();
        }
        co_await wait_for(lock(mutex), 1min);
        co_await wait_for(take(semaphore), 1min);
        co_return true;
    };
    CHECK(run(main()));
}

TEST_CASE("cancel() of a chain throws in the innermost call, and any caller may catch it") {
    bool found = false;
    const auto main = [&]() -> Task<int> {
        const Future<int> task = create_task(caught_half_way(10, found));
        co_await some_turns(2);
        task.cancel();
        co_return co_await task;
    };
    CHECK(run(main()) == 10);
    CHECK(found);
}

TEST_CASE("cancel() of a chain of a hundred thousand calls does not nest on the stack") {
    bool found = false;
    const auto main = [&]() -> Task<bool> {
        const Future<int> task = create_task(deep(100'000, found));
        co_await some_turns(2);
        task.cancel();
        co_return co_await ends_cancelled(task);
    };
    CHECK(run(main()));
    CHECK(found);
}

TEST_CASE("gather that is cancelled waits until its tasks have cleaned up") {
    Log log;
    const auto main = [&]() -> Task<bool> {
        const Future<> task = create_task(gather(two(clean_up(log), clean_up(log))));
        co_await some_turns(2);
        task.cancel();
        co_return co_await ends_cancelled(task);
    };
    CHECK(run(main()));
    CHECK(log == Log{"destroyed", "destroyed", "cleaned up", "cleaned up"});
}

TEST_CASE("cancel() of a hundred thousand sleepers leaves the order of the others unchanged") {
    std::vector<int> woken;
    int cancelled = 0;
    const auto begun = Clock::now();
    const auto sleeper = [&](int i) -> Task<> {
        const int milliseconds = i % 1'000 == 0 ? i % 7'000 / 1'000 : 60'000 + i;
        try {
            co_await sleep_until(begun + milliseconds * 1ms);
            woken.push_back(milliseconds);
        } catch (const Cancelled&) {
            ++cancelled;
        }
    };
    const auto main = [&]() -> Task<> {
        std::vector<Future<>> tasks;
        for (int i = 0; i < 100'000; ++i)
            tasks.push_back(create_task(sleeper(i)));
        co_await yield();
        for (std::size_t i = 0; i < tasks.size(); ++i)
            if (i % 1'000 != 0) tasks[i].cancel();
        for (const Future<>& task : tasks)
            co_await task;
    };
    run(main());
    CHECK(cancelled == 99'900);
    CHECK(woken.size() == 100);
    CHECK(std::ranges::is_sorted(woken));
}
