/// A pidfd identifies the child: no other process is reaped or killed instead.
#include <chrono>
#include <csignal>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "common/sanitizers.hpp"
#include "processes/primitives/pipe.hpp"
#include "processes/primitives/process.hpp"
#include "tests/census.hpp"
#include "tests/in_child.hpp"

using namespace triptych;
using namespace triptych::processes;

namespace {

/// Forks a child that gets the pid `wanted`, which must be free; -1 if this system does not let us
/// choose (only root may), or if another process got the pid first.
pid_t fork_with(pid_t wanted) {
    std::ofstream{"/proc/sys/kernel/ns_last_pid"} << wanted - 1;
    const pid_t child = ::fork();
    if (child == 0) {
        ::pause();
        ::_exit(0);
    }
    if (child == wanted) return child;
    if (child > 0) ::kill(child, SIGKILL);
    return -1;
}

}  // namespace

TEST_CASE("Process::join and wait may be called again, and do not affect other children") {
    Pipe<char> held;
    Process first{[] {}};
    Process second{[&] { ::pause(); }};
    first.join();
    first.join();
    CHECK(first.wait() == "");
    CHECK_FALSE(second.has_ended());
    second.kill();
    const std::string how = second.wait();
    CHECK_THAT(how, EndsWith("was killed by SIGKILL"));
    CHECK(second.wait() == how);
    CHECK_THROWS_WITH(second.join(), how);
}

TEST_CASE("Process::wait of a moved-from object says so, and Process::kill does nothing") {
    Process first{[] {}};
    Process second{std::move(first)};
    first.kill();  // NOLINT(bugprone-use-after-move): tested here
    CHECK_THAT(first.wait(), EndsWith("it was moved from"));
    CHECK(first.has_ended());
    CHECK(second.wait() == "");
}

TEST_CASE("Process::kill does not kill another process that has got the pid of the child") {
    const std::string report = in_child([] {
        std::signal(SIGCHLD,
                    SIG_IGN);  // the kernel reaps: a pid is free as soon as its process ends
        for (int attempt = 0; attempt < 20; ++attempt) {
            Process child{[] {}};
            const pid_t pid = child.pid();
            if (pid == 0) continue;  // it ended before its parent could open a pidfd
            while (!child.has_ended())
                std::this_thread::yield();
            const pid_t stranger = fork_with(pid);
            if (stranger == -1) continue;
            child.kill();
            const std::string how = child.wait();
            const bool lives = ::kill(stranger, 0) == 0;
            ::kill(stranger, SIGKILL);
            if (!lives) return std::string{"killed another process"};
            return how.find("ended with an unknown status") == std::string::npos ? how
                                                                                 : std::string{};
        }
        return std::string{};  // the system does not let us choose a pid
    });
    CHECK(report == "");
}

TEST_CASE("Process works in a program that reaps all children itself") {
    const std::string report = in_child([] {
        Process child{[] {}};
        ::waitpid(-1, nullptr, 0);
        child.kill();
        return child.has_ended() ? child.wait() : "not ended";
    });
    CHECK_THAT(report, Contains("ended with an unknown status"));
}

TEST_CASE("Process works if no descriptor is left for a pidfd") {
    if (address_sanitizer) return;  // UBSan's checks need descriptors themselves
    const Census before = take_census();
    {
        std::vector<Process> children;
        {
            const FewDescriptors few{1};
            for (int i = 0; i < 3; ++i)
                children.emplace_back([] { ::pause(); });
        }
        CHECK(children.front().descriptor() != -1);
        CHECK(children.back().descriptor() == -1);
        for (Process& child : children) {
            CHECK_FALSE(child.has_ended());
            child.kill();
            CHECK_THAT(child.wait(), EndsWith("was killed by SIGKILL"));
        }
    }
    CHECK(changes_since(before) == "");
}

TEST_CASE("Process opens no pidfd if the program has many descriptors, unless it is asked to") {
    const Census before = take_census();
    {
        std::vector<Process> children;
        for (int i = 0; i < 120; ++i)
            children.emplace_back([] { ::pause(); });
        CHECK(children.front().descriptor() != -1);
        CHECK(children.back().descriptor() == -1);
        children.emplace_back([] { ::pause(); }, Process::Handle::pidfd);
        CHECK(children.back().descriptor() != -1);
        for (Process& child : children) {
            child.kill();
            CHECK_THAT(child.wait(), EndsWith("was killed by SIGKILL"));
        }
    }
    CHECK(changes_since(before) == "");
}

TEST_CASE("Process refuses to fork while there are other threads, and forks when they have ended") {
    const std::string report = in_child([] {
        Pipe<char> go;
        {
            std::jthread other{[](const std::stop_token& stop) {
                while (!stop.stop_requested())
                    std::this_thread::yield();
            }};
            try {
                const Process child{[] {}};
                return std::string{"forked"};
            } catch (const std::logic_error& error) {
                if (std::string{error.what()}.find("threads: create processes") ==
                    std::string::npos)
                    return std::string{error.what()};
            }
        }
        return Process{[] {}}.wait();
    });
    CHECK(report == "");
}

TEST_CASE("Process::join throws the error with which the system refused a resource to the child") {
    Process child{[] {
        ::close(STDERR_FILENO);  // so that the error is not printed
        throw std::system_error{EMFILE, std::generic_category(), "pipe2"};
    }};
    try {
        child.join();
        FAIL("did not throw");
    } catch (const std::system_error& error) {
        CHECK(error.code() == std::errc::too_many_files_open);
        CHECK_THAT(error.what(), Contains("(limit: ulimit -n)"));
    }
}
