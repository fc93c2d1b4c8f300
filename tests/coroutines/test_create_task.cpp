/// Tests create_task() and call_later().
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/event.hpp"
#include "coroutines/primitives/run.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

using Log = std::vector<std::string>;

Task<> note_twice(Log& log, std::string what) {
    log.push_back(what);
    co_await yield();
    log.push_back(what);
}

/// Sleeps until it is cancelled; then takes `turns` turns to clean up.
Task<> clean_up(Log& log, int turns) {
    bool is_cancelled = false;
    try {
        co_await sleep_long();
    } catch (const Cancelled&) {
        is_cancelled = true;
    }
    co_await sleep_for(1ms);
    co_await some_turns(turns);
    log.emplace_back(is_cancelled ? "cleaned up" : "slept");
}

Task<> take_along(std::shared_ptr<int> kept) {
    co_await sleep_long();
    ++*kept;
}

}  // namespace

TEST_CASE("create_task: the task begins in the next turn, and its creator goes on") {
    Log log;
    const auto main = [&]() -> Task<> {
        const Future<> task = create_task(note_twice(log, "task"));
        log.emplace_back("creator");
        co_await yield();
        log.emplace_back("creator");
        co_await task;
    };
    run(main());
    CHECK(log == Log{"creator", "task", "creator", "task"});
}

TEST_CASE("create_task: the future is done when the task has ended, and has its result") {
    const auto main = []() -> Task<> {
        const Future<int> task = create_task(value_after(2, 42));
        CHECK_FALSE(task.done());
        CHECK_THROWS_AS(task.result(), InvalidState);
        const int value = co_await task;
        CHECK(value == 42);
        CHECK(task.done());
        CHECK(task.result() == 42);
    };
    run(main());
}

TEST_CASE("create_task: only the future throws what the task throws") {
    const auto main = []() -> Task<bool> {
        const Future<int> task = create_task(fail_after(1, "no luck"));
        create_task(fail_after(1, "never asked for"));
        co_await some_turns(5);
        CHECK(task.done());
        CHECK_THROWS_WITH(task.result(), "no luck");
        co_return true;
    };
    CHECK(run(main()));
}

TEST_CASE("create_task: nobody but the task can set the result of its future") {
    const auto main = []() -> Task<> {
        const Future<int> task = create_task(value_after(3, 7));
        const auto error = std::make_exception_ptr(std::runtime_error{"not mine"});
        CHECK_THROWS_WITH(task.set_result(8), Contains("belongs to a task"));
        CHECK_THROWS_WITH(task.set_exception(error), Contains("belongs to a task"));
        const int result = co_await task;
        CHECK(result == 7);
    };
    run(main());
}

TEST_CASE("create_task: the task goes on although its future was destroyed") {
    Log log;
    const auto main = [&]() -> Task<> {
        create_task(note_twice(log, "task"));
        co_await some_turns(5);
    };
    run(main());
    CHECK(log == Log{"task", "task"});
}

TEST_CASE("run cancels the remaining tasks, and waits until they have cleaned up") {
    Log log;
    const auto main = [&]() -> Task<int> {
        create_task(clean_up(log, 10));
        create_task(clean_up(log, 0));
        co_await some_turns(2);
        co_return 42;
    };
    CHECK(run(main()) == 42);
    CHECK(log == Log{"cleaned up", "cleaned up"});
}

TEST_CASE("run cancels the tasks that are created during the cleanup, too") {
    Log log;
    const auto create_and_clean_up = [&]() -> Task<> {
        try {
            co_await sleep_long();
        } catch (const Cancelled&) {
            create_task(clean_up(log, 0));
        }
        co_await yield();
    };
    const auto main = [&]() -> Task<> {
        create_task(create_and_clean_up());
        const Future<> left = create_task(note_twice(log, "left"));
        co_await left;
    };
    run(main());
    CHECK(log == Log{"left", "left", "cleaned up"});
}

TEST_CASE("run cancels the remaining tasks when its main task throws, too") {
    Log log;
    const auto main = [&]() -> Task<> {
        create_task(clean_up(log, 3));
        co_await some_turns(2);
        throw std::runtime_error{"no luck"};
    };
    CHECK_THROWS_WITH(run(main()), "no luck");
    CHECK(log == Log{"cleaned up"});
}

TEST_CASE("EventLoop::~EventLoop drops its tasks, and their futures are cancelled") {
    const auto kept = std::make_shared<int>(0);
    Future<> begun;
    Future<> not_begun;
    {
        EventLoop loop;
        begun = create_task(take_along(kept));
        run_until_complete(loop, some_turns(2));
        not_begun = create_task(take_along(kept));
        CHECK(kept.use_count() == 3);
    }
    CHECK(kept.use_count() == 1);
    CHECK(*kept == 0);
    CHECK(begun.cancelled());
    CHECK(not_begun.cancelled());
    CHECK_FALSE(begun.cancel());
}

TEST_CASE("EventLoop::pending_tasks counts the tasks that have not ended") {
    EventLoop loop;
    CHECK(loop.pending_tasks() == 0);
    const Future<int> first = create_task(value_after(1, 1));
    const Future<> second = create_task(sleep_long());
    CHECK(loop.pending_tasks() == 2);
    run_until_complete(loop, some_turns(5));
    CHECK(loop.pending_tasks() == 1);
    loop.close();
    CHECK(loop.pending_tasks() == 0);
    CHECK(second.cancelled());
}

TEST_CASE("call_later calls when the time has come, not before, and not at all if cancelled") {
    Log log;
    const auto main = [&]() -> Task<> {
        const auto begun = Clock::now();
        const Future<> late = call_later(20ms, [&] { log.emplace_back("late"); });
        const Future<> early = call_later(2ms, [&] { log.emplace_back("early"); });
        const Future<> before_it_began = call_later(1ms, [&] { log.emplace_back("cancelled"); });
        const Future<> asleep = call_later(1ms, [&] { log.emplace_back("cancelled"); });
        const Future<> never = call_later(Clock::duration::max(), [] {});
        before_it_began.cancel();
        co_await yield();
        asleep.cancel();
        co_await late;
        CHECK(Clock::now() - begun >= 20ms);
        CHECK_FALSE(never.done());
    };
    run(main());
    CHECK(log == Log{"early", "late"});
}

TEST_CASE("call_later: the future throws what the callback throws") {
    const auto main = []() -> Task<> {
        const Future<> call = call_later(1ms, [] { throw std::runtime_error{"no luck"}; });
        try {
            co_await call;
        } catch (const std::runtime_error&) {
        }
        CHECK_THROWS_WITH(call.result(), "no luck");
    };
    run(main());
}

TEST_CASE("create_task: a hundred thousand tasks wait for one event") {
    int woken = 0;
    const auto main = [&]() -> Task<> {
        Event event;
        const auto wait = [&]() -> Task<> {
            co_await event.wait();
            ++woken;
        };
        std::vector<Future<>> tasks;
        for (int i = 0; i < 100'000; ++i)
            tasks.push_back(create_task(wait()));
        co_await yield();
        event.set();
        for (const Future<>& task : tasks)
            co_await task;
    };
    run(main());
    CHECK(woken == 100'000);
}
