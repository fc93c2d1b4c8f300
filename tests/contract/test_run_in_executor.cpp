/// Coroutines that run jobs in a pool of threads or of processes.
#include <atomic>
#include <chrono>
#include <poll.h>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/run_in_executor.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "coroutines/primitives/task_group.hpp"
#include "processes/primitives/process_pool.hpp"
#include "processes/primitives/shared.hpp"
#include "tests/census.hpp"
#include "threads/primitives/thread_pool.hpp"

using namespace triptych;
using namespace triptych::coroutines;

namespace {

/// A flag that jobs share, between threads and between processes. Create it before the pool.
using Flag = processes::Shared<std::atomic<bool>>;

int squared(int number) {
    return number * number;
}

void wait_for(std::atomic<bool>& flag) {
    while (!flag)
        std::this_thread::yield();
}

}  // namespace

#define IN_BOTH_POOLS(sentence) \
    TEMPLATE_TEST_CASE(sentence, "", threads::ThreadPool, processes::ProcessPool)

IN_BOTH_POOLS("run_in_executor: co_await returns what the job returned, or throws what it threw") {
    TestType pool{2};
    const auto await_both = [](TestType& executor) -> Task<int> {
        int sum = co_await run_in_executor(executor, squared, 3);
        const auto fails = []() -> int { throw std::invalid_argument{"no luck"}; };
        try {
            sum += co_await run_in_executor(executor, fails);
        } catch (const std::invalid_argument&) {
            ++sum;
        }
        co_await run_in_executor(executor, [] {});
        co_return sum;
    };
    CHECK(run(await_both(pool)) == 10);
}

IN_BOTH_POOLS("run_in_executor lets the loop run other coroutines while the job runs") {
    Flag flag{false};
    TestType pool{1};
    const auto job = [&flag] { return wait_for(*flag), 42; };
    const auto set_meanwhile = [&]() -> Task<int> {
        const auto answer = create_task(run_in_executor(pool, job));
        for (int turn = 0; turn < 10; ++turn)
            co_await yield();
        *flag = true;
        co_return co_await answer;
    };
    CHECK(run(set_meanwhile()) == 42);
}

IN_BOTH_POOLS("run_in_executor runs more jobs than the pool has workers, each once") {
    TestType pool{2};
    std::vector<Task<int>> jobs;
    for (int number = 0; number < 100; ++number)
        jobs.push_back(run_in_executor(pool, squared, number));
    const auto results = run(gather(std::move(jobs)));
    for (int number = 0; number < 100; ++number)
        CHECK(results.at(static_cast<std::size_t>(number)) == squared(number));
}

IN_BOTH_POOLS(
    "run_in_executor: cancellation waits for a job that has begun, and cancels one that has not") {
    const Census before = take_census();
    {
        Flag begun{false};
        Flag go{false};
        Flag wrong{false};
        TestType pool{1};
        const auto job = [&begun, &go] { return *begun = true, wait_for(*go), 1; };
        const auto other = [&wrong] { return *wrong = true, 2; };
        const auto cancel_both = [&]() -> Task<int> {
            const auto first = create_task(run_in_executor(pool, job));
            const auto second = create_task(run_in_executor(pool, other));
            while (!*begun)
                co_await yield();
            first.cancel();
            second.cancel();
            for (int turn = 0; turn < 10; ++turn)
                co_await yield();
            const bool has_waited = !first.done();
            *go = true;
            co_await second.end();
            const int result = co_await first;  // which is there, so it wins
            co_return has_waited&& second.cancelled() ? result : -1;
        };
        CHECK(run(cancel_both()) == 1);
        CHECK_FALSE(*wrong);
    }
    CHECK(changes_since(before).empty());
}

TEST_CASE(
    "run_in_executor resumes although another call of progress received the process's result") {
    Flag go{false};
    processes::ProcessPool pool{1};
    const auto job = [&go] { return wait_for(*go), 42; };
    const auto receive_first = [&]() -> Task<int> {
        const auto answer = create_task(run_in_executor(pool, job));
        co_await yield();
        co_await yield();  // now it waits
        *go = true;
        pollfd readable{pool.descriptor(), POLLIN, 0};
        ::poll(&readable, 1, -1);
        pool.progress();  // no more output will come after this
        co_return co_await answer;
    };
    CHECK(run(receive_first()) == 42);
}

TEST_CASE("run_in_executor: destruction waits for a running job, and a late callback is harmless") {
    std::atomic<bool> has_begun = false;
    std::atomic<bool> has_ended = false;
    threads::ThreadPool pool{1};
    const auto job = [&] {
        has_begun = true;
        const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds{2};
        while (std::chrono::steady_clock::now() < end)
            std::this_thread::yield();
        has_ended = true;
    };
    const auto until_begun = [&]() -> Task<> {
        while (!has_begun)
            co_await yield();
    };
    SECTION("a group") {
        const auto fail = [&]() -> Task<> {
            TaskGroup group;
            group.create_task(run_in_executor(pool, job));
            co_await until_begun();
            throw std::runtime_error{"no luck"};
        };
        CHECK_THROWS_AS(run(fail()), std::runtime_error);
    }
    SECTION("a loop") {
        EventLoop loop;
        create_task(run_in_executor(pool, job));
        run_until_complete(loop, until_begun());
        CHECK(loop.pending_tasks() <= 1);
    }
    CHECK(has_ended);
}

TEST_CASE(
    "run_in_executor: a job that has not begun is cancelled when its coroutine is destroyed") {
    Flag go{false};
    std::atomic<bool> wrong = false;
    threads::ThreadPool pool{1};
    const auto blocker = pool.submit([&] { wait_for(*go); });
    {
        EventLoop loop;
        create_task(run_in_executor(pool, [&wrong] { wrong = true; }));
        const auto some_turns = []() -> Task<> {
            co_await yield();
            co_await yield();
        };
        run_until_complete(loop, some_turns());
    }
    *go = true;
    pool.shutdown();
    CHECK_FALSE(wrong);
}
