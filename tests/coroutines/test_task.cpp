/// Tests Task.
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "coroutines/primitives/task.hpp"
#include "coroutines/primitives/wait_for.hpp"

using namespace std::chrono_literals;
using namespace triptych::coroutines;

namespace {

using Log = std::vector<std::string>;

Task<int> answer() {
    co_return 42;
}

Task<std::unique_ptr<int>> own(int value) {
    auto owned = std::make_unique<int>(value);
    co_await yield();
    co_return owned;
}

Task<int> fail(std::string why) {
    co_await yield();
    throw std::runtime_error{why};
}

std::vector<Task<int>> list(Task<int> first, Task<int> second) {
    std::vector<Task<int>> tasks;
    tasks.push_back(std::move(first));
    tasks.push_back(std::move(second));
    return tasks;
}

Task<int> add_up() {
    const int first = co_await answer();
    const auto second = co_await own(8);
    co_return first + *second;
}

Task<std::string> recover() {
    try {
        co_await fail("no luck");
    } catch (const std::runtime_error& error) {
        co_return error.what();
    }
    co_return "nothing was thrown";
}

Task<> callee(Log& log) {
    log.emplace_back("called");
    co_await yield();
    log.emplace_back("returns");
}

Task<> caller(Log& log) {
    log.emplace_back("calls");
    co_await callee(log);
    log.emplace_back("goes on");
}

Task<> other(Log& log) {
    log.emplace_back("other");
    co_await yield();
    log.emplace_back("other again");
}

/// Recursive: a chain of `depth` calls.
Task<int> nested(int depth) {
    if (depth == 0) co_return 0;
    co_return 1 + co_await nested(depth - 1);
}

Task<int> nested_failure(int depth) {
    if (depth == 0) throw std::runtime_error{"at the bottom"};
    co_return 1 + co_await nested_failure(depth - 1);
}

Task<int> looped(int times) {
    int sum = 0;
    for (int i = 0; i < times; ++i)
        sum += co_await answer();
    co_return sum;
}

Task<int> looped_yields(int times) {
    for (int i = 0; i < times; ++i)
        co_await yield();
    co_return times;
}

/// Throws when it is moved.
struct Brittle {
    Brittle() = default;
    Brittle(Brittle&& /*other*/) { throw std::runtime_error{"broken"}; }
    Brittle& operator=(Brittle&&) = delete;
    ~Brittle() = default;
};

Task<Brittle> break_it() {
    co_return Brittle{};
}

Task<bool> breaks() {
    try {
        co_await break_it();
    } catch (const std::runtime_error&) {
        co_return true;
    }
    co_return false;
}

}  // namespace

TEST_CASE("run returns the task's result") {
    CHECK(run(answer()) == 42);
    CHECK(*run(own(7)) == 7);
    CHECK(run(add_up()) == 50);
}

TEST_CASE("run throws what the task throws") {
    CHECK_THROWS_WITH(run(fail("no luck")), "no luck");
}

TEST_CASE("Task: an exception crosses an await, and can be caught there") {
    CHECK(run(recover()) == "no luck");
}

TEST_CASE("Task: the exception of a result's move constructor crosses an await") {
    CHECK(run(breaks()));
}

TEST_CASE("Task does nothing before it is awaited, and need not be awaited") {
    Log log;
    {
        const auto never = callee(log);
        auto moved = caller(log);
        const auto here = std::move(moved);
    }
    CHECK(log.empty());
}

TEST_CASE("Task: co_await is a call, so no other task runs until the callee suspends") {
    Log log;
    std::vector<Task<>> tasks;
    tasks.push_back(caller(log));
    tasks.push_back(other(log));
    run(gather(std::move(tasks)));
    CHECK(log == Log{"calls", "called", "other", "returns", "goes on", "other again"});
}

TEST_CASE("Task: each use of one that was used already, or moved from, throws") {
    const auto once = [](auto use) {
        return [use]() -> Task<> {
            Task<int> task = answer();
            static_cast<void>(co_await std::move(task));
            // NOLINTNEXTLINE(bugprone-use-after-move): on purpose
            co_await use(std::move(task));
        };
    };
    const auto fails = [&](auto use) {
        CHECK_THROWS_WITH(run(once(use)()), Contains("awaited already, or moved from"));
    };
    fails([](Task<int> task) { return task; });
    fails([](Task<int> task) { return wait_for(std::move(task), 1s); });
    fails([](Task<int> task) { return gather(list(answer(), std::move(task))); });
    fails([](Task<int> task) { return create_task(std::move(task)); });
    Task<int> moved = answer();
    CHECK(run(std::move(moved)) == 42);
    // NOLINTNEXTLINE(bugprone-use-after-move): on purpose
    CHECK_THROWS_AS(run(std::move(moved)), std::logic_error);
}

TEST_CASE("create_task and call_soon throw in a thread without an event loop") {
    CHECK_THROWS_WITH(create_task(answer()), Contains("no event loop"));
    CHECK_THROWS_WITH(call_soon([] {}), Contains("no event loop"));
    EventLoop loop;
    CHECK(!create_task(answer()).done());
}

TEST_CASE("Task: a chain of a million calls does not nest on the stack") {
    CHECK(run(nested(1'000'000)) == 1'000'000);
}

TEST_CASE("Task: an exception crosses a hundred thousand calls") {
    CHECK_THROWS_WITH(run(nested_failure(100'000)), "at the bottom");
}

TEST_CASE("Task: a million awaits one after another do not nest on the stack") {
    CHECK(run(looped(1'000'000)) == 42'000'000);
    CHECK(run(looped_yields(1'000'000)) == 1'000'000);
}
