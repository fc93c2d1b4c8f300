/// Tests TaskGroup.
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/task_group.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

/// Counts the tasks that were cancelled and have cleaned up.
Task<> sleep_and_clean_up(int& cleaned_up) {
    bool is_cancelled = false;
    try {
        co_await sleep_long();
    } catch (const Cancelled&) {
        is_cancelled = true;
    }
    co_await sleep_for(1ms);
    ++cleaned_up;
    if (is_cancelled) throw Cancelled{};
}

/// Creates two tasks like itself in its own group, down to the leaves of a tree.
Task<> grow(TaskGroup& group, int depth, int& leaves) {
    co_await yield();
    if (depth == 0) {
        ++leaves;
        co_return;
    }
    group.create_task(grow(group, depth - 1, leaves));
    group.create_task(grow(group, depth - 1, leaves));
}

Task<> take_along(std::shared_ptr<int> kept, bool waits_first) {
    if (waits_first) co_await sleep_long();
    ++*kept;
}

Task<std::vector<std::string>> errors_of(TaskGroup& group) {
    std::vector<std::string> texts;
    try {
        co_await group.join();
    } catch (const ExceptionGroup& errors) {
        texts.emplace_back(errors.what());
        for (const auto& error : errors.errors()) {
            try {
                std::rethrow_exception(error);
            } catch (const std::runtime_error& thrown) {
                texts.emplace_back(thrown.what());
            }
        }
    }
    co_return texts;
}

}  // namespace

TEST_CASE("TaskGroup::join waits for all tasks, and their futures have the results") {
    const auto main = []() -> Task<int> {
        TaskGroup group;
        const Future<int> late = group.create_task(value_after(5, 40));
        const Future<int> early = group.create_task(value_after(1, 2));
        co_await group.join();
        co_return late.result() + early.result();
    };
    CHECK(run(main()) == 42);
}

TEST_CASE("TaskGroup::join of an empty group returns at once, and may be called again") {
    const auto main = []() -> Task<int> {
        TaskGroup group;
        co_await group.join();
        const Future<int> task = group.create_task(value_after(1, 42));
        co_await group.join();
        co_return task.result();
    };
    CHECK(run(main()) == 42);
}

TEST_CASE("TaskGroup: the first failure cancels the siblings, and join waits for all") {
    int cleaned_up = 0;
    const auto main = [&]() -> Task<std::vector<std::string>> {
        TaskGroup group;
        const Future<> sibling = group.create_task(sleep_and_clean_up(cleaned_up));
        group.create_task(fail_after(2, "no luck"));
        group.create_task(sleep_and_clean_up(cleaned_up));
        const std::vector<std::string> errors = co_await errors_of(group);
        CHECK(sibling.cancelled());
        co_return errors;
    };
    CHECK(run(main()) == std::vector<std::string>{"a task failed: no luck", "no luck"});
    CHECK(cleaned_up == 2);
}

TEST_CASE("TaskGroup::join throws all exceptions, in the order in which they were thrown") {
    const auto main = []() -> Task<std::vector<std::string>> {
        TaskGroup group;
        const auto fail_in_the_end = [](Task<> task) -> Task<> {
            try {
                co_await std::move(task);
            } catch (const Cancelled&) {
                throw std::runtime_error{"second"};
            }
        };
        group.create_task(fail_in_the_end(sleep_long()));
        group.create_task(fail_after(2, "first"));
        co_return co_await errors_of(group);
    };
    CHECK(run(main()) ==
          std::vector<std::string>{"2 tasks failed: first; second", "first", "second"});
}

TEST_CASE("TaskGroup: a task that was cancelled has not failed, and its siblings go on") {
    const auto main = []() -> Task<int> {
        TaskGroup group;
        const Future<> cancelled = group.create_task(sleep_long());
        const Future<int> sibling = group.create_task(value_after(5, 42));
        co_await some_turns(2);
        cancelled.cancel();
        co_await group.join();
        co_return sibling.result();
    };
    CHECK(run(main()) == 42);
}

TEST_CASE("TaskGroup::create_task inside a task of the group: join waits for the new task, too") {
    int leaves = 0;
    const auto main = [&]() -> Task<> {
        TaskGroup group;
        group.create_task(grow(group, 10, leaves));
        co_await group.join();
    };
    run(main());
    CHECK(leaves == 1'024);
}

TEST_CASE("TaskGroup::join that is cancelled cancels the tasks, and waits for them") {
    int cleaned_up = 0;
    const auto main = [&]() -> Task<bool> {
        const auto group_of_two = [&]() -> Task<> {
            TaskGroup group;
            group.create_task(sleep_and_clean_up(cleaned_up));
            group.create_task(sleep_and_clean_up(cleaned_up));
            co_await group.join();
        };
        const Future<> task = create_task(group_of_two());
        co_await some_turns(3);
        task.cancel();
        co_return co_await ends_cancelled(task);
    };
    CHECK(run(main()));
    CHECK(cleaned_up == 2);
}

TEST_CASE("TaskGroup::join throws a failure although the group was cancelled") {
    const auto main = []() -> Task<bool> {
        const auto failing_group = []() -> Task<> {
            TaskGroup group;
            const auto fail_when_cancelled = []() -> Task<> {
                try {
                    co_await sleep_long();
                } catch (const Cancelled&) {
                    throw std::runtime_error{"no luck"};
                }
            };
            group.create_task(fail_when_cancelled());
            co_await group.join();
        };
        const Future<> task = create_task(failing_group());
        co_await some_turns(3);
        task.cancel();
        co_await some_turns(5);
        CHECK_THROWS_AS(task.result(), ExceptionGroup);
        co_return task.cancelled();
    };
    CHECK_FALSE(run(main()));
}

TEST_CASE("TaskGroup::join may be called by several tasks") {
    const auto main = []() -> Task<int> {
        TaskGroup group;
        group.create_task(some_turns(3));
        const Future<> first = create_task(group.join());
        const Future<> second = create_task(group.join());
        co_await first;
        co_await second;
        co_return 42;
    };
    CHECK(run(main()) == 42);
}

TEST_CASE("TaskGroup::~TaskGroup drops the tasks, begun or not") {
    const auto kept = std::make_shared<int>(0);
    const auto main = [&]() -> Task<bool> {
        Future<> asleep;
        Future<> not_begun;
        try {
            TaskGroup group;
            asleep = group.create_task(take_along(kept, true));
            co_await some_turns(2);
            not_begun = group.create_task(take_along(kept, false));
            throw std::runtime_error{"no luck"};
        } catch (const std::runtime_error&) {
            CHECK(kept.use_count() == 1);
        }
        co_await some_turns(3);
        CHECK_FALSE(asleep.cancel());
        const bool one = co_await ends_cancelled(asleep);
        const bool other = co_await ends_cancelled(not_begun);
        co_return (one && other);
    };
    CHECK(run(main()));
    CHECK(*kept == 0);
}

static_assert(triptych::Executor<TaskGroup, Task<int>>);

TEST_CASE("TaskGroup as executor: submit, map in call order, as_completed in the order of ends") {
    const auto after = [](int turns) -> Task<int> {
        for (int turn = 0; turn < turns; ++turn)
            co_await yield();
        co_return turns;
    };
    const auto use_all = [&]() -> Task<std::vector<int>> {
        const std::vector<int> turns{5, 1, 3};
        TaskGroup group;
        const auto submitted = group.submit([&] { return after(2); });
        std::vector<int> seen = co_await group.map(after, turns);
        seen.push_back(co_await submitted);
        const auto use = [&seen](int result) { seen.push_back(result); };
        co_await group.as_completed(after, turns, use);
        co_await group.shutdown();
        try {
            group.create_task(after(1));
        } catch (const triptych::ShutDownError&) {
            seen.push_back(-1);
        }
        co_return seen;
    };
    CHECK(run(use_all()) == std::vector{5, 1, 3, 2, 1, 3, 5, -1});
}

TEST_CASE("TaskGroup::shutdown with cancel waits for the tasks that it has cancelled") {
    const auto sleep_long = [](bool& has_tidied_up) -> Task<> {
        bool is_cancelled = false;
        try {
            co_await sleep_for(std::chrono::hours{1});
        } catch (const Cancelled&) {
            is_cancelled = true;
        }
        co_await yield();
        has_tidied_up = is_cancelled;
    };
    const auto shut_down = [&]() -> Task<bool> {
        bool has_tidied_up = false;
        TaskGroup group;
        group.create_task(sleep_long(has_tidied_up));
        co_await yield();
        co_await group.shutdown({.wait = true, .cancel_futures = true});
        co_return has_tidied_up;
    };
    CHECK(run(shut_down()));
}
