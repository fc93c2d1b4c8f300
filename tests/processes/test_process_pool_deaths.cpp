/// Workers that are killed, and their jobs.
#include <array>
#include <atomic>
#include <csignal>
#include <ranges>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "catch.hpp"
#include "processes/primitives/process_pool.hpp"
#include "processes/primitives/shared.hpp"
#include "processes/primitives/shared_array.hpp"
#include "tests/census.hpp"
#include "tests/in_child.hpp"
#include "tests/processes/numbers.hpp"

using namespace triptych;
using namespace triptych::processes;

namespace {

using Tries = SharedArray<std::atomic<int>>;

std::vector<pid_t> workers_of(ProcessPool& pool, int workers) {
    return pool.map([](int) { return ::getpid(); }, iota(workers));  // one job each
}

/// Kills the worker, and waits until it is dead.
void kill_worker(pid_t pid) {
    ::kill(pid, SIGKILL);
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT);
}

/// Records that job `number` begins; returns how often it has begun.
int begin(Tries& tries, int number) {
    return ++tries.values()[static_cast<std::size_t>(number)];
}

}  // namespace

TEST_CASE("ProcessPool runs a job again if its worker is killed once") {
    const Census before = take_census();
    {
        Tries tries{20};
        ProcessPool pool{3};
        const auto job = [&](int number) {
            if (begin(tries, number) == 1 && number % 5 == 0) ::raise(SIGKILL);
            return squared(number);
        };
        const auto results = pool.map(job, iota(20));
        for (int i = 0; i < 20; ++i) {
            CHECK(results.at(static_cast<std::size_t>(i)) == squared(i));
            CHECK(tries.values()[static_cast<std::size_t>(i)] == (i % 5 == 0 ? 2 : 1));
        }
    }
    CHECK(changes_since(before).empty());
}

TEST_CASE(
    "ProcessPool::map throws WorkerDied if a job's worker is killed twice, once all jobs have "
    "ended") {
    const Census before = take_census();
    {
        Tries tries{10};
        ProcessPool pool{2};
        const auto job = [&](int number) {
            begin(tries, number);
            if (number == 4) ::raise(SIGKILL);
            if (number == 6) ::raise(SIGUSR1);
            return number;
        };
        std::string report;
        try {
            pool.map(job, iota(10));
        } catch (const WorkerDied& died) {
            report = died.what();
        }
        CHECK_THAT(report, StartsWith("job 4 failed: process "));
        CHECK_THAT(report, EndsWith(" was killed by SIGKILL"));
        CHECK(report.find("SIGKILL; run again, process ") != std::string::npos);
        for (int i = 0; i < 10; ++i)
            CHECK(tries.values()[static_cast<std::size_t>(i)] == (i == 4 || i == 6 ? 2 : 1));
        CHECK(pool.map(squared, iota(4)) == Numbers{0, 1, 4, 9});
    }
    CHECK(changes_since(before).empty());
}

TEST_CASE("ProcessPool detects a worker's death while other jobs run") {
    Tries tries{2};
    ProcessPool pool{2};
    const auto job = [&](int number) {
        if (begin(tries, number) == 1 && number == 0) ::raise(SIGKILL);
        while (number == 1 && tries.values()[0] < 2)
            ::usleep(100);  // ends only when number 0 is run again
        return number;
    };
    CHECK(pool.map(job, iota(2)) == Numbers{0, 1});
}

TEST_CASE("ProcessPool reports a worker that exits in the middle of a job") {
    ProcessPool pool{1};
    CHECK_THROWS_WITH(pool.map([](int) { ::_exit(0); }, iota(1)),
                      EndsWith("a worker exited in the middle of a job"));
    CHECK_THROWS_WITH(pool.map([](int) { ::_exit(9); }, iota(1)), EndsWith("exited with status 9"));
}

TEST_CASE("ProcessPool replaces idle workers that were killed, one or all") {
    const Census before = take_census();
    {
        ProcessPool pool{3};
        kill_worker(workers_of(pool, 3).at(1));
        CHECK(pool.map(squared, iota(6)) == Numbers{0, 1, 4, 9, 16, 25});
        for (const pid_t worker : workers_of(pool, 3))
            kill_worker(worker);
        CHECK(pool.map(squared, iota(6)) == Numbers{0, 1, 4, 9, 16, 25});
        kill_worker(workers_of(pool, 3).at(0));  // and it gets no job after that
    }
    CHECK(changes_since(before).empty());
}

TEST_CASE("ProcessPool replaces a worker that is killed during a large job or a large result") {
    ProcessPool pool{1};
    const Numbers large(2'000'000, 7);
    for (int round = 0; round < 5; ++round) {
        const pid_t worker = workers_of(pool, 1).front();
        Process killer{[&] { ::kill(worker, SIGKILL); }};
        const auto results =
            pool.map([](Numbers& numbers) { return numbers; }, std::vector<Numbers>{large});
        killer.join();
        CHECK((results.front() == large));
    }
}

TEST_CASE("ProcessPool: a new worker has no descriptor of the old ones") {
    const int before = take_census().descriptors;
    ProcessPool pool{3};
    kill_worker(workers_of(pool, 3).at(1));
    CHECK(pool.map([](int) { return take_census().descriptors; }, iota(3)) ==
          Numbers(3, before + 1));
}

TEST_CASE("ProcessPool does not count a worker's death in one map for the jobs of the next") {
    Tries tries{2};
    Tries next_tries{2};
    Shared<std::atomic<bool>> refused{false};
    ProcessPool pool{2};
    // Job 0 dies. While it is run again, the use of the result of job 1 throws.
    const auto job = [&](int number) {
        if (begin(tries, number) == 1 && number == 0) ::raise(SIGKILL);
        while (number == 1 ? tries.values()[0] < 2 : !*refused)
            ::usleep(100);
        return number;
    };
    const auto refuse = [&](int) {
        *refused = true;
        throw std::logic_error{"not this one"};
    };
    CHECK_THROWS_WITH(pool.as_completed(job, iota(2), refuse), "not this one");
    const auto dies_once = [&](int number) {
        if (begin(next_tries, number) == 1) ::raise(SIGKILL);
        return number;
    };
    CHECK(pool.map(dies_once, iota(2)) == Numbers{0, 1});
}

TEST_CASE("ProcessPool throws and does not hang if the system refuses a replacement worker") {
    const std::string report = in_child([] {
        const Census before = take_census();
        try {
            ProcessPool pool{2};
            allow_tasks(0);
            pool.map(
                [](int number) {
                    if (number == 1) ::raise(SIGKILL);
                    return number;
                },
                iota(8));
        } catch (const std::system_error& error) {
            return error.code().message() + changes_since(before);
        }
        return std::string{"not refused"};
    });
    CHECK(report == std::generic_category().message(EAGAIN));
}
