/// Workers that die while other processes have copies of their channels.
#include <atomic>
#include <chrono>
#include <csignal>
#include <memory>
#include <mutex>
#include <optional>
#include <poll.h>
#include <ranges>
#include <stdexcept>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include "catch.hpp"
#include "processes/primitives/mutex.hpp"
#include "processes/primitives/process_pool.hpp"
#include "processes/primitives/shared.hpp"
#include "tests/census.hpp"
#include "tests/in_child.hpp"
#include "tests/processes/numbers.hpp"

using namespace triptych;
using namespace triptych::processes;

namespace {

using namespace std::chrono_literals;

/// Much shorter than the helpers below live, and much longer than any step takes.
constexpr std::chrono::seconds soon{20};

void kill_idle_worker(ProcessPool& pool) {
    ::kill(pool.submit(::getpid).result(), SIGKILL);
}

/// Whether the pool's descriptor becomes unreadable after some calls of progress().
bool becomes_idle(ProcessPool& pool) {
    pollfd readable{pool.descriptor(), POLLIN, 0};
    for (int turn = 0; turn < 100; ++turn) {
        if (::poll(&readable, 1, 300) == 0) return true;
        pool.progress();
    }
    return false;
}

}  // namespace

TEST_CASE("ProcessPool detects a worker's death although a child of it keeps the channel open") {
    Shared<pid_t> helper{0};
    for (const bool in_the_middle_of_an_answer : {false, true}) {
        ProcessPool pool{1, OnDeath::break_pool};
        auto future = pool.submit([&, in_the_middle_of_an_answer] {
            if (const pid_t child = ::fork(); child != 0) {
                *helper = child;
            } else {
                ::pause();
                ::_exit(0);
            }
            if (in_the_middle_of_an_answer) {
                std::thread{[] { ::usleep(1'000), ::raise(SIGKILL); }}.detach();
            } else {
                ::raise(SIGKILL);
            }
            return std::vector<char>(10'000'000);  // more than the channel holds
        });
        std::string report;
        try {
            ::usleep(50'000);  // the answer has begun, and blocks
            static_cast<void>(future.result_for(soon));
        } catch (const BrokenPool& broken) {
            report = broken.what();
        }
        REQUIRE(*helper > 0);
        ::kill(*helper, SIGKILL);
        CHECK_THAT(report, EndsWith("was killed by SIGKILL"));
    }
}

TEST_CASE(
    "ProcessPool::descriptor becomes unreadable after an idle worker's death, in all its copies") {
    const Census before = take_census();
    for (const int others : {0, 1, 2}) {
        ProcessPool pool{2};
        std::optional<Process> process;
        std::optional<ProcessPool> second;
        if (others == 1) process.emplace([] { ::pause(); });
        if (others == 2) second.emplace(1);
        kill_idle_worker(pool);
        CHECK(becomes_idle(pool));
        CHECK(pool.submit(squared, 7).result() == 49);
        CHECK(becomes_idle(pool));
        if (process) process->kill();
    }
    CHECK(changes_since(before) == "");
}

TEST_CASE(
    "ProcessPool works on after a job that cannot be packed, although other processes have "
    "copies") {
    const std::string report = in_child([] {
        ProcessPool pool{2};
        ProcessPool second{1};
        Process other{[] { ::pause(); }};
        const auto items = std::views::iota(0, 6) | std::views::transform([](int number) {
                               if (number % 2 == 1) throw std::runtime_error{"no item"};
                               return number;
                           });
        std::string thrown;
        try {
            pool.map(squared, items);
        } catch (const std::runtime_error& error) {
            thrown = error.what();
        }
        if (pool.submit(squared, 3).result() != 9) thrown = "wrong";
        other.kill();
        return thrown;
    });
    CHECK(report == "no item");
}

TEST_CASE("ProcessPool ends although a process that was forked later has copies of its channels") {
    Process* other = nullptr;
    std::unique_ptr<Process> owner;
    {
        ProcessPool pool{2};
        owner = std::make_unique<Process>([] { ::pause(); });
        other = owner.get();
        CHECK(pool.submit(squared, 3).result() == 9);
    }
    CHECK_FALSE(other->has_ended());
    other->kill();
}

TEST_CASE("ProcessPool::as_completed takes futures of several pools") {
    ProcessPool first{1};
    ProcessPool second{2};
    std::vector<Future<int>> futures;
    for (int i = 0; i < 6; ++i) {
        futures.push_back(first.submit(squared, i));
        futures.push_back(second.submit(squared, 10 + i));
    }
    int sum = 0;
    first.as_completed(futures, [&](const auto& future) { sum += future.result(); });
    CHECK(sum == 55 + 955);
    sum = 0;
    first.as_completed(futures, [&](const auto& future) { sum += future.result(); });
    CHECK(sum == 55 + 955);  // done already
}

TEST_CASE("ProcessPool::as_completed takes futures of a pool that has ended") {
    std::vector<Future<int>> futures;
    ProcessPool pool{1};
    {
        ProcessPool ended{1};
        futures.push_back(ended.submit(squared, 2));
    }
    futures.push_back(pool.submit(squared, 3));
    int sum = 0;
    pool.as_completed(futures, [&](const auto& future) { sum += future.result(); });
    CHECK(sum == 13);
}

TEST_CASE("ProcessPool refuses to be created after a thread pool, and says what to do") {
    const std::string report = in_child([] {
        const std::jthread other{[](const std::stop_token& stop) {
            while (!stop.stop_requested())
                std::this_thread::yield();
        }};
        const ProcessPool pool{1};
        return std::string{"created"};
    });
    CHECK_THAT(report, Contains("create processes and process pools before threads"));
}

TEST_CASE("ProcessPool reports that a worker died, although its lock made another job fail first") {
    struct Guarded {
        Mutex mutex;
        std::atomic<int> begun{0};
    };
    for (int round = 0; round < 20; ++round) {
        Shared<Guarded> guarded;
        ProcessPool pool{2, OnDeath::break_pool};
        const auto dies = pool.submit([&] {
            const std::lock_guard lock{guarded->mutex};
            ++guarded->begun;
            while (guarded->begun < 2)
                std::this_thread::yield();
            ::raise(SIGKILL);
        });
        const auto waits = pool.submit([&] {
            while (guarded->begun == 0)
                std::this_thread::yield();
            ++guarded->begun;
            const std::lock_guard lock{guarded->mutex};
        });
        CHECK_THROWS_AS(waits.result(), BrokenPool);
        CHECK_THROWS_AS(dies.result(), BrokenPool);
    }
}

TEST_CASE("ProcessPool refuses a job that uses its parent's pool, but a job may create its own") {
    std::optional<ProcessPool> pool;
    ProcessPool* const where = &pool.emplace(1);
    const auto nested = pool->submit([where] { return where->submit(squared, 2).result(); });
    CHECK_THROWS_WITH(nested.result(), Contains("create one in the job"));
    CHECK(pool->submit([] { return ProcessPool{1}.submit(squared, 3).result(); }).result() == 9);
}
