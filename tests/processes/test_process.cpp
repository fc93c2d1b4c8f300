/// A child process as an object.
#include <array>
#include <csignal>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "processes/primitives/pipe.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"
#include "tests/census.hpp"
#include "tests/in_child.hpp"

using namespace triptych;
using namespace triptych::processes;

namespace {

[[noreturn]] void wait_for_death() {
    while (true)
        ::pause();
}

bool is_alive(pid_t pid) {
    return ::kill(pid, 0) == 0;
}

}  // namespace

TEST_CASE("Process runs its body in another process, with a copy of the parent's memory") {
    Shared<pid_t> seen{0};
    int copied = 1;
    Process child{[&] {
        *seen = ::getpid();
        copied = 2;
    }};
    const pid_t pid = child.pid();
    child.join();
    CHECK(*seen == pid);
    CHECK(pid != ::getpid());
    CHECK(copied == 1);
    CHECK(child.pid() == 0);
}

TEST_CASE("Process::wait returns an empty string if the child succeeds") {
    CHECK(Process{[] {}}.wait().empty());
    Process{[] {}}.join();
}

TEST_CASE("Process::wait names the exit status of a child that fails") {
    CHECK_THAT(Process{[] { ::_exit(7); }}.wait(), EndsWith("exited with status 7"));
    Process child{[] { ::_exit(7); }};
    CHECK_THROWS_AS(child.join(), std::runtime_error);
}

TEST_CASE("Process::wait reports a child that throws as failed") {
    Process child{[] {
        ::close(STDERR_FILENO);  // so that the error is not printed
        throw std::runtime_error{"no luck"};
    }};
    CHECK_THAT(child.wait(), EndsWith("exited with status 1"));
}

TEST_CASE("Process prints on stderr what its body threw") {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    Process child{[&] {
        ::dup2(ends[1], STDERR_FILENO);
        throw std::runtime_error{"no luck"};
    }};
    const auto who = "process " + std::to_string(child.pid());
    CHECK_FALSE(child.wait().empty());
    ::close(ends[1]);
    std::array<char, 200> text{};
    CHECK(::read(ends[0], text.data(), text.size() - 1) > 0);
    ::close(ends[0]);
    CHECK(text.data() == who + ": no luck\n");
}

TEST_CASE("Process::wait names the signal that killed the child") {
    for (const auto& [signal, name] :
         {std::pair{SIGKILL, "SIGKILL"}, {SIGUSR1, "SIGUSR1"}, {SIGPIPE, "SIGPIPE"}}) {
        Process child{[] { wait_for_death(); }};
        const std::string who = "process " + std::to_string(child.pid());
        ::kill(child.pid(), signal);
        CHECK(child.wait() == who + " was killed by " + name);
    }
}

TEST_CASE("Process::wait gives the number of a signal that has no name") {
    Process child{[] { wait_for_death(); }};
    ::kill(child.pid(), SIGRTMIN + 1);
    CHECK_THAT(child.wait(), EndsWith(std::to_string(SIGRTMIN + 1)));
}

TEST_CASE("Process leaves nothing, however the child ended") {
    const Census before = take_census();
    {
        std::vector<Process> children;
        children.emplace_back([] {});
        children.emplace_back([] { ::_exit(1); });
        children.emplace_back([] { ::raise(SIGKILL); });
        children.emplace_back([] {});
        children.front().join();
    }
    CHECK(changes_since(before).empty());
}

TEST_CASE("Process's destructor waits for the child") {
    Shared<int> done{0};
    {
        const Process child{[&] { *done = 1; }};
    }
    CHECK(*done == 1);
}

TEST_CASE(
    "Process's destructor kills a child that waits for ever if an exception unwinds the stack") {
    const std::string report = in_child([] {
        try {
            const Process child{[] { wait_for_death(); }};
            throw std::runtime_error{"unwinding"};
        } catch (const std::runtime_error&) {
            return changes_since(
                Census{.descriptors = take_census().descriptors, .threads = take_census().threads});
        }
    });
    CHECK(report.empty());
}

TEST_CASE("Process can be moved, and reaps the child that it owned before") {
    const Census before = take_census();
    Process first{[] {}};
    const pid_t pid = first.pid();
    Process second{std::move(first)};
    CHECK(first.pid() == 0);  // NOLINT(bugprone-use-after-move): tested here
    CHECK(second.pid() == pid);
    second = Process{[] { ::_exit(3); }};  // reaps the child that it owned
    CHECK(second.pid() != pid);
    CHECK_THAT(second.wait(), EndsWith("status 3"));
    CHECK(changes_since(before).empty());
}

TEST_CASE("Process is killed when its parent dies") {
    Pipe<pid_t> pids;
    Pipe<char> lifeline;  // end-of-file when all its writers are dead
    Process parent{[&] {
        const Process child{[&] {
            pids.put(::getpid());
            wait_for_death();
        }};
        wait_for_death();
    }};
    const auto pid = pids.take();  // nothing if the child died before
    REQUIRE(pid);
    REQUIRE(is_alive(*pid));
    ::kill(parent.pid(), SIGKILL);
    CHECK_THAT(parent.wait(), EndsWith("SIGKILL"));
    CHECK_FALSE(lifeline.take());
}

TEST_CASE("Process throws if the system refuses the fork, and leaves nothing") {
    const std::string report = in_child([] {
        allow_tasks(2);
        const Census before = take_census();
        try {
            std::vector<Process> children;
            while (children.size() < 10)
                children.emplace_back([] { wait_for_death(); });
        } catch (const std::system_error& error) {
            return error.what() + changes_since(before);
        }
        return std::string{"not refused"};
    });
    CHECK(report == "fork (limit: ulimit -u): " + std::generic_category().message(EAGAIN));
}

TEST_CASE("Process::has_ended reports the end of the child without reaping it") {
    Process child{wait_for_death};
    CHECK_FALSE(child.has_ended());
    child.kill();
    while (!child.has_ended())
        std::this_thread::yield();
    CHECK_THAT(child.wait(), EndsWith("was killed by SIGKILL"));
    CHECK(child.has_ended());
}
