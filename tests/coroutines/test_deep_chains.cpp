/// Tests very deep chains of calls: cancelling or dropping them must not nest on the stack.
#include <cstddef>
#include <optional>

#include "catch.hpp"
#include "coroutines/primitives/async_generator.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/future.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/task_group.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;

namespace {

constexpr int depth = 1'000'000;

/// Counts the objects that exist, and notes whether they were destroyed in another order than the
/// last first.
struct Alive {
    explicit Alive(int& counted, int level) : count{counted}, mine{level} { ++count; }
    Alive(const Alive&) = delete;
    Alive& operator=(const Alive&) = delete;
    ~Alive() {
        if (--count != mine) count = -depth;
    }
    int& count;
    int mine;
};

/// A chain of `left` calls; the last one waits for something that never happens.
Task<> call_deep(int level, int& alive, Future<> never) {
    const Alive here{alive, level};
    if (level + 1 == depth)
        co_await never;
    else
        co_await call_deep(level + 1, alive, never);
}

AsyncGenerator<int> yield_once(int& alive, Future<> never) {
    co_yield 1;
    co_await call_deep(0, alive, never);
}

Task<> ask(int& alive, Future<> never) {
    auto generator = yield_once(alive, never);
    while (co_await generator.next() != nullptr) {
    }
}

}  // namespace

TEST_CASE(
    "Task: a chain of a million calls is dropped, the last first, without nesting on the stack") {
    int alive = 0;
    const Future<> never;
    SECTION("by the loop") {
        EventLoop loop;
        create_task(call_deep(0, alive, never));
        run_until_complete(loop, some_turns(2));
        CHECK(alive == depth);
    }
    SECTION("by a task group") {
        EventLoop loop;
        const auto main = [&]() -> Task<> {
            TaskGroup group;
            group.create_task(call_deep(0, alive, never));
            co_await some_turns(2);
            CHECK(alive == depth);
        };
        run_until_complete(loop, main());
    }
    SECTION("while they are called by an asynchronous generator") {
        EventLoop loop;
        create_task(ask(alive, never));
        run_until_complete(loop, some_turns(2));
        CHECK(alive == depth);
    }
    CHECK(alive == 0);
}

TEST_CASE("Task: a chain of a million calls is cancelled without nesting on the stack") {
    int alive = 0;
    const auto main = [&]() -> Task<bool> {
        const Future<> never;
        const Future<> task = create_task(call_deep(0, alive, never));
        co_await some_turns(2);
        CHECK(alive == depth);
        task.cancel();
        co_return co_await ends_cancelled(task);
    };
    CHECK(run(main()));
    CHECK(alive == 0);
}
