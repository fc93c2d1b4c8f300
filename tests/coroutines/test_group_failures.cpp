/// Tests TaskGroup: failures, cancellation, and the lifetime of functions.
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/async_with.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/queue.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/task_group.hpp"
#include "tests/coroutines/errors.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych;
using namespace triptych::coroutines;
using namespace std::chrono_literals;

TEST_CASE("TaskGroup: submit and map keep the function and the items until the tasks have ended") {
    const auto submit = [](TaskGroup& group, const std::string& word) {
        const auto job = [copy = word]() -> Task<std::size_t> {
            co_await yield();
            co_return copy.size();
        };
        return group.submit(job);
    };
    const auto map = [](TaskGroup& group, const std::string& word) {
        const auto longer = [copy = word](const std::string& item) -> Task<std::size_t> {
            co_await yield();
            co_return copy.size() + item.size();
        };
        return group.map(longer, std::vector<std::string>{"1", std::string(40, '2')});
    };
    const auto main = [&]() -> Task<std::vector<std::size_t>> {
        TaskGroup group;
        const std::string word(100, 'w');
        const auto submitted = submit(group, word);
        auto mapped = map(group, word);
        auto sizes = co_await std::move(mapped);
        sizes.push_back(co_await submitted);
        co_return sizes;
    };
    CHECK(run(main()) == std::vector<std::size_t>{101, 140, 100});
}

TEST_CASE("TaskGroup::as_completed uses no result after it was cancelled") {
    const auto after = [](int turns) -> Task<int> {
        co_await some_turns(turns);
        co_return turns;
    };
    int used = 0;
    const auto main = [&]() -> Task<bool> {
        TaskGroup group;
        const std::vector<int> items{2, 50, 90};
        const auto use = [&used](int) { ++used; };
        const Future<> all = create_task(group.as_completed(after, items, use));
        co_await some_turns(10);
        all.cancel();
        const bool is_cancelled = co_await ends_cancelled(all);
        co_await group.join();
        co_return is_cancelled;
    };
    CHECK(run(main()));
    CHECK(used == 1);
}

TEST_CASE("call_later and async_with keep a coroutine function until its coroutine has ended") {
    struct Nothing {
        Task<> enter() { co_return; }
        Task<> exit(std::exception_ptr) { co_return; }
    };
    Nothing context;
    std::size_t size = 0;
    const auto start = [&](const std::string& word) {
        const auto add = [&size, copy = word]() -> Task<> {
            co_await some_turns(3);
            size += copy.size();
        };
        std::vector<Future<>> both;
        both.push_back(call_later(1us, add));
        both.push_back(create_task(async_with(context, add)));
        return both;
    };
    const auto main = [&]() -> Task<> {
        for (const auto& future : start(std::string(100, 'w')))
            co_await future;
    };
    run(main());
    CHECK(size == 200);
}

TEST_CASE("TaskGroup::create_task: a task created in a failed group never begins") {
    bool has_begun = false;
    std::string error;
    const auto main = [&]() -> Task<bool> {
        TaskGroup group;
        group.create_task(fail_after(1, "no luck"));
        co_await some_turns(5);
        const Future<> late = group.create_task([](bool& begun) -> Task<> {
            begun = true;
            co_return;
        }(has_begun));
        co_await hold(error, group.join());
        co_return late.cancelled();
    };
    CHECK(run(main()));
    CHECK_FALSE(has_begun);
    CHECK(error == "a task failed: no luck");
}

TEST_CASE("TaskGroup::map throws the error, not the cancellation that the error caused") {
    const auto work = [](int item) -> Task<int> {
        if (item == 0) co_await sleep_long();
        co_await yield();
        if (item == 1) throw std::runtime_error{"the disk is full"};
        co_return item;
    };
    std::string error;
    SECTION("of one of its own items") {
        const auto inner = [&]() -> Task<> {
            TaskGroup group;
            const std::vector<int> items{0, 1};
            co_await group.map(work, items);
        };
        const auto main = [&]() -> Task<> {
            TaskGroup outer;
            outer.create_task(inner());
            co_await hold(error, outer.join());
        };
        run(main());
        CHECK(error == "a task failed: the disk is full");
    }
    SECTION("of another task of the group") {
        const auto inner = [&]() -> Task<> {
            TaskGroup group;
            group.create_task(fail_after(3, "the disk is full"));
            const std::vector<int> items(1, 0);
            co_await group.map(work, items);
        };
        const auto main = [&]() -> Task<> {
            TaskGroup outer;
            outer.create_task(inner());
            co_await hold(error, outer.join());
        };
        run(main());
        CHECK(error == "a task failed: a task failed: the disk is full");
    }
}

TEST_CASE(
    "TaskGroup::map returns results that exist when it is cancelled; Cancelled is thrown later") {
    Queue<int> queue;
    const auto get = [&](int /*item*/) -> Task<int> { return queue.get(); };
    int got = 0;
    const auto consume = [&]() -> Task<> {
        TaskGroup group;
        const std::vector<int> items{1};
        const auto results = co_await group.map(get, items);
        got = results.front();
        co_await sleep_long();
    };
    const auto main = [&]() -> Task<bool> {
        const Future<> consumer = create_task(consume());
        co_await some_turns(5);
        co_await queue.put(7);
        consumer.cancel();
        co_return co_await ends_cancelled(consumer);
    };
    CHECK(run(main()));
    CHECK(got == 7);
}

TEST_CASE("TaskGroup: a task may own its group") {
    const auto own = [](std::shared_ptr<TaskGroup> group) -> Task<long> {
        co_await yield();
        co_return group.use_count();
    };
    const auto main = [&]() -> Task<long> {
        auto group = std::make_shared<TaskGroup>();
        const auto future = group->create_task(own(group));
        group.reset();
        co_return co_await future;
    };
    CHECK(run(main()) == 1);
}

TEST_CASE("TaskGroup: Cancelled without a request is a failure") {
    std::string error;
    const auto main = [&]() -> Task<> {
        const Future<> never;
        TaskGroup group;
        group.create_task([](Future<> awaited) -> Task<> { co_await awaited; }(never));
        co_await yield();
        never.cancel();
        co_await hold(error, group.join());
    };
    run(main());
    CHECK(error == "a task failed: cancelled without a request");
}

TEST_CASE("TaskGroup::join keeps a cancellation pending when it throws an error") {
    std::string error;
    bool went_on = false;
    const auto fail_on_cancel = []() -> Task<> {
        try {
            co_await sleep_long();
        } catch (const Cancelled&) {
        }
        throw std::runtime_error{"inner"};
    };
    const auto handle_errors = [&]() -> Task<> {
        TaskGroup group;
        group.create_task(fail_on_cancel());
        co_await hold(error, group.join());
        co_await sleep_long();
        went_on = true;
    };
    const auto main = [&]() -> Task<bool> {
        const Future<> task = create_task(handle_errors());
        co_await some_turns(5);
        task.cancel();
        co_return co_await ends_cancelled(task);
    };
    CHECK(run(main()));
    CHECK(error == "a task failed: inner");
    CHECK_FALSE(went_on);
}
