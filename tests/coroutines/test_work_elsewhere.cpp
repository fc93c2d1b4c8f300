/// Tests jobs in other threads whose task, group or loop is destroyed first.
#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/event.hpp"
#include "coroutines/primitives/offload.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/task_group.hpp"
#include "tests/coroutines/errors.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych;
using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

/// An executor that keeps its jobs until the test asks it to run each in a thread.
class Threads {
public:
    ~Threads() { start(); }
    RunElsewhere now() {
        return [this](std::function<void()> job) { threads_.emplace_back(std::move(job)); };
    }
    RunElsewhere later() {
        return [this](std::function<void()> job) { jobs_.push_back(std::move(job)); };
    }
    void start() {
        for (auto& job : std::exchange(jobs_, {}))
            threads_.emplace_back(std::move(job));
        threads_.clear();
    }
    void forget() { jobs_.clear(); }

private:
    std::vector<std::function<void()>> jobs_;
    std::vector<std::jthread> threads_;
};

/// A job that uses a variable of its coroutine, and notes that it has ended.
struct Job {
    std::atomic<bool> has_begun = false;
    std::atomic<bool> has_ended = false;
};

Task<> use_own_memory(const RunElsewhere& elsewhere, Job& noted) {
    std::vector<int> mine(1'000, 1);
    const auto job = [&] {
        noted.has_begun = true;
        for (int pass = 0; pass < 10'000; ++pass)
            for (int& one : mine)
                one += pass;
        noted.has_ended = true;
    };
    co_await offload(elsewhere, job);
}

Task<> until_begun(const Job& job) {
    while (!job.has_begun)
        co_await yield();
}

}  // namespace

TEST_CASE("offload: a group that is destroyed waits for the running job of its task") {
    Threads threads;
    const RunElsewhere elsewhere = threads.now();
    Job job;
    const auto main = [&]() -> Task<> {
        TaskGroup group;
        group.create_task(use_own_memory(elsewhere, job));
        co_await until_begun(job);
        throw std::runtime_error{"no luck"};
    };
    CHECK(error_of_call([&] { run(main()); }) == "no luck");
    CHECK(job.has_ended);
}

TEST_CASE("offload: a job that has not begun never does after its coroutine was destroyed") {
    Threads threads;
    const RunElsewhere elsewhere = threads.later();
    Job job;
    {
        EventLoop loop;
        const Future<> future = create_task(use_own_memory(elsewhere, job));
        run_until_complete(loop, some_turns(3));
    }
    threads.start();
    CHECK_FALSE(job.has_begun);
}

TEST_CASE("offload: a loop that is destroyed waits for the running job of its task") {
    Threads threads;
    const RunElsewhere elsewhere = threads.now();
    Job job;
    {
        EventLoop loop;
        create_task(use_own_memory(elsewhere, job));
        run_until_complete(loop, until_begun(job));
    }
    CHECK(job.has_ended);
}

TEST_CASE("offload: a group that outlives its loop waits for the job all the same") {
    Threads threads;
    const RunElsewhere elsewhere = threads.now();
    Job job;
    std::optional<TaskGroup> group{std::in_place};
    Event never;
    {
        EventLoop loop;
        const Future<> waits =
            group->create_task([](Event& event) -> Task<> { co_await event.wait(); }(never));
        group->create_task([](Future<> awaited) -> Task<> { co_await awaited; }(waits));
        group->create_task(use_own_memory(elsewhere, job));
        run_until_complete(loop, until_begun(job));
    }
    group.reset();
    CHECK(job.has_ended);
}

TEST_CASE("offload: a job that the executor destroys without running it is a broken promise") {
    Threads threads;
    const RunElsewhere elsewhere = threads.later();
    Job job;
    std::string error;
    EventLoop loop;
    const Future<> future = create_task(hold(error, use_own_memory(elsewhere, job)));
    run_until_complete(loop, some_turns(3));
    threads.forget();
    loop.run();
    CHECK(future.done());
    CHECK(error == std::future_error{std::future_errc::broken_promise}.what());
}

TEST_CASE("offload: when a callback throws, the main task's job ends first") {
    Threads threads;
    const RunElsewhere elsewhere = threads.now();
    Job job;
    const auto main = [&]() -> Task<> {
        call_soon([] { throw std::runtime_error{"callback"}; });
        co_await use_own_memory(elsewhere, job);
    };
    CHECK(error_of_call([&] { run(main()); }) == "callback");
    CHECK(job.has_begun == job.has_ended);
}

TEST_CASE(
    "ThreadsafeCalls::call_soon returns false after the loop has ended; callbacks are destroyed") {
    const auto kept = std::make_shared<int>(0);
    std::shared_ptr<ThreadsafeCalls> calls;
    {
        const EventLoop loop;
        calls = loop.threadsafe_calls();
        CHECK(calls->call_soon([kept] { ++*kept; }));
        CHECK(kept.use_count() == 2);
    }
    CHECK_FALSE(calls->call_soon([kept] { ++*kept; }));
    CHECK(kept.use_count() == 1);
    CHECK(*kept == 0);
}
