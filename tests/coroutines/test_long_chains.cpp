/// Tests that very long chains run, and are destroyed, without recursion.
#include <functional>
#include <future>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/async_generator.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/enough_stack.hpp"
#include "coroutines/primitives/event.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/generator.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/task_group.hpp"
#include "coroutines/primitives/wait_for.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych;
using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

constexpr int many = 200'000;

Task<> wrap(Task<> inner) {
    co_await std::move(inner);
}

Task<> nest(int depth, Task<> leaf) {
    std::optional<Task<>> chain{std::move(leaf)};
    for (int level = 0; level < depth; ++level) {
        Task<> next = wrap(std::move(*chain));
        chain.emplace(std::move(next));
    }
    return std::move(*chain);
}

/// Counts destructors, which must run innermost first.
struct Level {
    Level(int& counted, int level) : count{counted}, mine{level} { ++count; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { count = count == mine + 1 ? mine : -many; }
    int& count;
    int mine;
};

Task<> gather_deep(int level, int& alive, Event& never) {
    const Level here{alive, level};
    if (level + 1 == many) {
        co_await never.wait();
        co_return;
    }
    std::vector<Task<>> inner;
    inner.push_back(gather_deep(level + 1, alive, never));
    co_await gather(std::move(inner));
}

Task<> wait_deep(int level, int& alive, Event& never) {
    const Level here{alive, level};
    if (level + 1 == many)
        co_await never.wait();
    else
        co_await wait_for(wait_deep(level + 1, alive, never), 1h);
}

/// Recurses as a destructor may, with a handler on each level.
struct Recursion {
    static void down(void* recursion) {
        auto& self = *static_cast<Recursion*>(recursion);
        if (--self.left == 0) return;
        detail::call_with_enough_stack(down, recursion);
        try {
            if (self.returned % 1000 == 0) throw std::runtime_error{"caught on the same level"};
        } catch (const std::runtime_error&) {
            ++self.caught;
        }
        ++self.returned;
    }
    int left;
    int returned = 0;
    int caught = 0;
};

Task<> group_deep(int level, int& alive, Event& never) {
    const Level here{alive, level};
    TaskGroup group;
    if (level + 1 < many) group.create_task(group_deep(level + 1, alive, never));
    if (level % 2 == 0)
        co_await group.join();
    else  // the group has no waiter when it is dropped
        co_await never.wait();
}

Task<> fail_deep(int level) {
    if (level == many / 4) throw std::runtime_error{"at the bottom"};
    TaskGroup group;
    group.create_task(fail_deep(level + 1));
    co_await group.join();
}

Generator<int> pass_on(std::optional<Generator<int>> from) {
    if (!from) co_return;
    for (const int value : *from)
        co_yield value;
}

AsyncGenerator<int> pass_on_async(std::optional<AsyncGenerator<int>> from) {
    if (!from) co_return;
    while (const int* const value = co_await from->next())
        co_yield *value;
}

/// Yields once before it asks the generator that it owns: so each may wait at a yield.
Generator<int> begin_with_zero(std::optional<Generator<int>> from) {
    co_yield 0;
    if (!from) co_return;
    for (const int value : *from)
        co_yield value;
}

AsyncGenerator<int> begin_with_zero_async(std::optional<AsyncGenerator<int>> from) {
    co_yield 0;
    if (!from) co_return;
    while (const int* const value = co_await from->next())
        co_yield *value;
}

template <typename Numbers, typename PassOn>
Numbers nest_generators(PassOn pass) {
    std::optional<Numbers> chain{pass(std::nullopt)};
    for (int level = 0; level < many; ++level) {
        Numbers next = pass(std::optional<Numbers>{std::move(*chain)});
        chain.emplace(std::move(next));
    }
    return std::move(*chain);
}

}  // namespace

TEST_CASE("Task: two hundred thousand tasks as parameters end, or are dropped, without recursion") {
    SECTION("run") {
        run(nest(many, some_turns(1)));
    }
    SECTION("never begun") {
        const Task<> chain = nest(many, some_turns(1));
    }
    SECTION("dropped while they wait") {
        EventLoop loop;
        const Future<> task = create_task(nest(many, sleep_long()));
        run_until_complete(loop, some_turns(1));
        CHECK_FALSE(task.done());
    }
}

TEST_CASE("gather: two hundred thousand nested gathers are dropped, the innermost first") {
    int alive = 0;
    Event never;
    {
        EventLoop loop;
        create_task(gather_deep(0, alive, never));
        run_until_complete(loop, some_turns(2));
        CHECK(alive == many);
    }
    CHECK(alive == 0);
}

TEST_CASE("wait_for: two hundred thousand nested waits are dropped, the innermost first") {
    int alive = 0;
    Event never;
    {
        EventLoop loop;
        create_task(wait_deep(0, alive, never));
        run_until_complete(loop, some_turns(2));
        CHECK(alive == many);
    }
    CHECK(alive == 0);
}

TEST_CASE("TaskGroup: two hundred thousand nested groups are dropped, the innermost first") {
    int alive = 0;
    Event never;
    {
        EventLoop loop;
        create_task(group_deep(0, alive, never));
        while (alive < many)
            run_until_complete(loop, some_turns(1000));
    }
    CHECK(alive == 0);
}

TEST_CASE(
    "ExceptionGroup: fifty thousand groups in each other are destroyed, and described shortly") {
    CHECK_THROWS_WITH(run(fail_deep(0)),
                      StartsWith("a task failed: a task failed: ") && EndsWith(" ..."));
}

TEST_CASE("call_with_enough_stack: a million calls in each other return, in any thread") {
    const auto recurse = [] {
        Recursion recursion{.left = 1'000'000};
        Recursion::down(&recursion);
        return std::pair{recursion.returned, recursion.caught};
    };
    CHECK(recurse() == std::pair{999'999, 1000});
    CHECK(std::async(std::launch::async, recurse).get() == std::pair{999'999, 1000});
}

TEST_CASE("Generator, AsyncGenerator: two hundred thousand as parameters do not recurse") {
    SECTION("Generator, never begun") {
        const auto chain = nest_generators<Generator<int>>(pass_on);
        CHECK(chain.state() == GeneratorState::created);
    }
    SECTION("Generator, at a yield") {
        std::optional<Generator<int>> chain;
        for (int level = 0; level < many; ++level) {
            Generator<int> next = begin_with_zero(std::move(chain));
            next.next();
            chain.emplace(std::move(next));
        }
    }
    SECTION("AsyncGenerator, at a yield") {
        std::optional<AsyncGenerator<int>> chain;
        const auto main = [&]() -> Task<> {
            for (int level = 0; level < many; ++level) {
                AsyncGenerator<int> next = begin_with_zero_async(std::move(chain));
                co_await next.next();
                chain.emplace(std::move(next));
            }
        };
        run(main());
    }
    SECTION("AsyncGenerator, never begun") {
        const auto chain = nest_generators<AsyncGenerator<int>>(pass_on_async);
    }
    SECTION("AsyncGenerator, ended") {
        auto chain = nest_generators<AsyncGenerator<int>>(pass_on_async);
        const auto main = [&]() -> Task<> { co_await chain.next(); };
        run(main());
    }
}

TEST_CASE("Future: long chains of callbacks, and of futures that own futures, do not recurse") {
    std::vector<Future<>> futures(many);
    for (std::size_t i = 0; i + 1 < futures.size(); ++i)
        futures[i].add_done_callback([next = futures[i + 1]](const auto&) { next.set_result(); });
    SECTION("set") {
        futures.front().set_result();
        CHECK(futures.back().done());
    }
    SECTION("dropped") {
        while (futures.size() > 1)
            futures.pop_back();
        CHECK_FALSE(futures.front().done());
    }
}

TEST_CASE("Future::add_done_callback of a future that is done does not recurse") {
    const Future<> done;
    done.set_result();
    int left = many;
    const std::function<void(const Future<>&)> again = [&](const Future<>& future) {
        if (--left > 0) future.add_done_callback(again);
    };
    done.add_done_callback(again);
    CHECK(left == 0);
}
