/// Workers that are killed, and what becomes of their jobs.
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

using namespace triptych;
using namespace triptych::processes;

namespace {

using Numbers = std::vector<int>;
using Tries = SharedArray<std::atomic<int>>;

const auto iota = [](int count) { return std::views::iota(0, count); };

int squared(int number) {
    return number * number;
}

std::vector<pid_t> workers_of(ProcessPool& pool, int workers) {
    return pool.map([](int) { return ::getpid(); }, iota(workers));  // one job each
}

/// Returns when it is dead.
void kill_worker(pid_t pid) {
    ::kill(pid, SIGKILL);
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT);
}

/// Notes that job `number` begins; returns how often it has by now.
int begin(Tries& tries, int number) {
    return ++tries.values()[static_cast<std::size_t>(number)];
}

}  // namespace

TEST_CASE("a job whose worker is killed once is run again and succeeds") {
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

TEST_CASE("a job whose worker is killed twice has failed, and the others end first") {
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
        std::string told;
        try {
            pool.map(job, iota(10));
        } catch (const WorkerDied& died) {
            told = died.what();
        }
        CHECK_THAT(told, StartsWith("job 4 failed: process "));
        CHECK_THAT(told, EndsWith(" was killed by SIGKILL"));
        CHECK(told.find("SIGKILL; run again, process ") != std::string::npos);
        for (int i = 0; i < 10; ++i)
            CHECK(tries.values()[static_cast<std::size_t>(i)] == (i == 4 || i == 6 ? 2 : 1));
        CHECK(pool.map(squared, iota(4)) == Numbers{0, 1, 4, 9});
    }
    CHECK(changes_since(before).empty());
}

TEST_CASE("a worker's death is noticed while other jobs go on") {
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

TEST_CASE("a worker that exits in the middle of a job is told, too") {
    ProcessPool pool{1};
    CHECK_THROWS_WITH(pool.map([](int) { ::_exit(0); }, iota(1)),
                      EndsWith("a worker exited in the middle of a job"));
    CHECK_THROWS_WITH(pool.map([](int) { ::_exit(9); }, iota(1)), EndsWith("exited with status 9"));
}

TEST_CASE("workers killed while they are idle are replaced, be it one or all") {
    const Census before = take_census();
    {
        ProcessPool pool{3};
        kill_worker(workers_of(pool, 3).at(1));
        CHECK(pool.map(squared, iota(6)) == Numbers{0, 1, 4, 9, 16, 25});
        for (const pid_t worker : workers_of(pool, 3))
            kill_worker(worker);
        CHECK(pool.map(squared, iota(6)) == Numbers{0, 1, 4, 9, 16, 25});
        kill_worker(workers_of(pool, 3).at(0));  // and it is never asked again
    }
    CHECK(changes_since(before).empty());
}

TEST_CASE("a worker killed while it gets a large job, or gives a large result, is replaced") {
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

TEST_CASE("a new worker has no descriptor of the old ones") {
    const int before = take_census().descriptors;
    ProcessPool pool{3};
    kill_worker(workers_of(pool, 3).at(1));
    CHECK(pool.map([](int) { return take_census().descriptors; }, iota(3)) ==
          Numbers(3, before + 1));
}

TEST_CASE("a death in one map is not held against the jobs of the next") {
    Tries tries{2};
    Tries next_tries{2};
    Shared<std::atomic<bool>> refused{false};
    ProcessPool pool{2};
    // Number 0 dies; while it is run again, who uses the result of number 1 throws.
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

TEST_CASE("a worker that the system does not allow to be replaced is an error, and no hang") {
    const std::string told = in_child([] {
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
    CHECK(told == std::generic_category().message(EAGAIN));
}
