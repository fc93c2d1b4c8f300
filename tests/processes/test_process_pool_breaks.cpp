/// Pools that break, and programs that use SIGCHLD themselves.
#include <array>
#include <atomic>
#include <csignal>
#include <ranges>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "catch.hpp"
#include "processes/primitives/pipe.hpp"
#include "processes/primitives/process_pool.hpp"
#include "processes/primitives/shared.hpp"
#include "tests/census.hpp"
#include "tests/in_child.hpp"
#include "tests/processes/numbers.hpp"

using namespace triptych;
using namespace triptych::processes;

namespace {

void die() {
    ::raise(SIGKILL);
}

/// Never ends: only a kill ends its worker.
void hang() {
    while (true)
        ::pause();
}

std::atomic<int> children_that_ended{0};

void count_one([[maybe_unused]] int signal) {
    ++children_that_ended;
}

}  // namespace

TEST_CASE("OnDeath::break_pool fails all jobs, running and waiting ones, and runs none again") {
    const Census before = take_census();
    {
        Shared<std::atomic<int>> tries{0};
        ProcessPool pool{2, OnDeath::break_pool};
        const auto hanging = pool.submit(hang);
        const auto dies = pool.submit([&] {
            ++*tries;
            die();
        });
        const auto waiting = pool.submit(squared, 3);
        int called = 0;
        Future{waiting}.add_done_callback([&](const auto&) { ++called; });
        CHECK_THROWS_AS(dies.result(), BrokenPool);
        CHECK_THROWS_WITH(dies.result(), EndsWith("was killed by SIGKILL"));
        CHECK_THROWS_AS(hanging.result(), BrokenPool);
        CHECK_THROWS_AS(waiting.result(), BrokenPool);
        CHECK(called == 1);
        CHECK_THROWS_AS(pool.submit(squared, 1), BrokenPool);
        CHECK_THROWS_AS(pool.map(squared, iota(3)), BrokenPool);
        CHECK(*tries == 1);
        CHECK(take_census().children == before.children);
        pool.shutdown();
    }
    CHECK(changes_since(before).empty());
}

TEST_CASE("OnDeath::break_pool keeps results from before the pool broke") {
    ProcessPool pool{1, OnDeath::break_pool};
    const auto done = pool.submit(squared, 3);
    done.wait();
    CHECK_THROWS_AS(pool.submit(die).result(), BrokenPool);
    CHECK(done.result() == 9);
}

TEST_CASE("OnDeath::break_pool breaks the pool at the next job if an idle worker was killed") {
    ProcessPool pool{1, OnDeath::break_pool};
    const pid_t worker = pool.submit(::getpid).result();
    ::kill(worker, SIGKILL);
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(worker), &info, WEXITED | WNOWAIT);
    CHECK_THROWS_AS(pool.submit(squared, 1).result(), BrokenPool);
}

TEST_CASE(
    "ProcessPool's destructor fails the jobs with BrokenPool if an exception unwinds the stack") {
    const Census before = take_census();
    std::vector<Future<void>> futures;
    try {
        ProcessPool pool{1};
        futures.push_back(pool.submit(hang));
        futures.push_back(pool.submit([] {}));
        throw std::runtime_error{"unwinding"};
    } catch (const std::runtime_error&) {
        for (const auto& future : futures)
            CHECK_THROWS_AS(future.result(), BrokenPool);
    }
    CHECK(futures.size() == 2);
    CHECK(changes_since(before).empty());
}

TEST_CASE(
    "ProcessPool loses no result if SIGCHLD is ignored, and reports a death with an unknown "
    "status") {
    const std::string report = in_child([] {
        std::signal(SIGCHLD, SIG_IGN);
        const Census before = take_census();
        std::string why;
        {
            Shared<std::atomic<int>> tries{0};
            ProcessPool pool{2};
            if (pool.map(squared, iota(4)) != Numbers{0, 1, 4, 9}) return std::string{"wrong"};
            const auto again = pool.submit([&] {
                if (++*tries == 1) die();
                return 42;
            });
            if (again.result() != 42) return std::string{"not run again"};
            try {
                pool.submit(die).result();
            } catch (const WorkerDied& died) {
                why = died.what();
            }
        }
        std::string unknown = Process{[] {}}.wait();
        if (why.find(" ended with an unknown status") == std::string::npos)
            return "reported: " + why;
        if (unknown.find("ignores SIGCHLD") == std::string::npos) return "reported: " + unknown;
        return changes_since(before);
    });
    CHECK(report.empty());
}

TEST_CASE("ProcessPool works with a program's own SIGCHLD handler, which stays installed") {
    const std::string report = in_child([] {
        struct sigaction own{};
        own.sa_handler = count_one;  // without SA_RESTART: our calls are interrupted
        ::sigaction(SIGCHLD, &own, nullptr);
        {
            Shared<std::atomic<int>> tries{0};
            ProcessPool pool{2};
            const auto job = [&](int number) {
                if (++*tries % 5 == 0) die();
                return squared(number);
            };
            const auto results = pool.map(job, iota(8));
            if (results.back() != 49) return std::string{"wrong"};
        }
        struct sigaction now{};
        ::sigaction(SIGCHLD, nullptr, &now);
        if (now.sa_handler != count_one) return std::string{"another handler"};
        return std::string{children_that_ended >= 1 ? "" : "not called"};
    });
    CHECK(report.empty());
}

TEST_CASE("ProcessPool's workers are killed when their parent dies, busy or idle") {
    Pipe<pid_t> pids;
    Pipe<char> lifeline;  // end-of-file when all its writers are dead
    Process parent{[&] {
        ProcessPool pool{2};
        const auto hangs = pool.submit([&] {
            pids.put(::getpid());
            hang();
        });
        hangs.wait();  // the other worker is idle
    }};
    REQUIRE(pids.take());
    parent.kill();
    CHECK_THAT(parent.wait(), EndsWith("SIGKILL"));
    CHECK_FALSE(lifeline.take());
}
