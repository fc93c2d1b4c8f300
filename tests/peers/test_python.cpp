/// Programs in Python: started, run, and never left behind.
#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "benches/catalog/catalog.hpp"
#include "benches/peers/find_python.hpp"
#include "benches/peers/python.hpp"
#include "benches/peers/versions.hpp"
#include "catch.hpp"
#include "tests/census.hpp"
#include "tests/in_child.hpp"

using namespace triptych;
using peers::Lists;
using peers::Python;
using namespace std::chrono_literals;

namespace {

/// In the order of HABITS in habits.py.
enum Habit {
    burn,
    burn_in_child,
    burn_beforehand,
    raise_an_error,
    exit_silently,
    hang,
    die_as_a_pool_works,
    write_much,
    say,
    close_output,
};

bool has_python() {
    if (const auto reason = peers::why_no_python()) {
        WARN(*reason);
        return false;
    }
    return true;
}

Lists input(Habit habit, int amount = 0) {
    return {{habit, amount}};
}

double cpu_seconds(Habit habit, int milliseconds) {
    Python python{HABITS_PATH, input(habit, milliseconds)};
    python.go();
    return python.cost().at("cpu_seconds");
}

/// The error message for a program that does not end properly.
std::string error_of(Habit habit, int amount = 0) {
    try {
        Python python{HABITS_PATH, input(habit, amount), 100ms};
        python.go();
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "it was done";
}

}  // namespace

TEST_CASE("Python: lists are sent to a program, and come back") {
    if (!has_python()) return;
    const Census before = take_census();
    {
        Lists lists{{burn, 0}, {}, {-1, 2'147'483'647, -2'147'483'648}, {}};
        lists.back().resize(1'000'000, 7);
        Python python{HABITS_PATH, lists};
        python.go();
        lists.erase(lists.begin());
        CHECK((python.output(peers::lengths_of(lists)) == lists));
    }
    CHECK(changes_since(before) == "");
}

TEST_CASE("Python::cost is the CPU time of the program and its children, from go to done") {
    if (!has_python()) return;
    constexpr double burnt = 0.2;
    constexpr double about_as_much = 0.3;  // to start a child costs some milliseconds
    for (const Habit habit : {burn, burn_in_child}) {
        const double cpu = cpu_seconds(habit, 200);
        CHECK(cpu >= burnt - 0.01);  // the kernel's clocks of CPU time differ by a tick
        CHECK(cpu <= about_as_much);
    }
    CHECK(cpu_seconds(burn_beforehand, 0) < 0.05);  // without the 0.1 s before it was ready
}

TEST_CASE("Python::go throws the last line of the traceback of a program that raises") {
    if (!has_python()) return;
    const Census before = take_census();
    CHECK(error_of(raise_an_error) == "ValueError: raised on purpose");
    CHECK(changes_since(before) == "");
}

TEST_CASE("Python's constructor throws if the program cannot start") {
    if (!has_python()) return;
    const Census before = take_census();
    CHECK_THROWS_WITH(Python("/no/such/program.py", Lists{{1}}), Contains("can't open file"));
    CHECK(changes_since(before) == "");
}

TEST_CASE("Python::go throws how a program ended that printed no error") {
    if (!has_python()) return;
    CHECK(error_of(exit_silently, 3) == "python3 exited with status 3");
}

TEST_CASE("Python::go detects a killed program, and no worker of its pool is left") {
    if (!has_python()) return;
    const std::string message = in_child([] {
        ::prctl(PR_SET_CHILD_SUBREAPER, 1);  // orphans become children of this process
        std::string text = error_of(die_as_a_pool_works);
        while (::waitpid(-1, nullptr, 0) > 0) {
        }
        return text;
    });
    CHECK(message == "python3 was killed by SIGKILL");
}

TEST_CASE("Python::go kills and reports a program that closes its output and does not end") {
    if (!has_python()) return;
    const Census before = take_census();
    CHECK(error_of(close_output) ==
          "python3 closed its output and did not end: it was killed here");
    CHECK(changes_since(before) == "");
}

TEST_CASE("Python throws if a program sends other numbers of values than expected") {
    if (!has_python()) return;
    const std::string message = "python3's program does not keep to the protocol: it announced ";
    for (const int count : {-1, -2'147'483'647, 0, 2, 2'147'483'647}) {
        CAPTURE(count);
        CHECK(error_of(say, count) ==
              message + std::to_string(count) + " lists, but 1 were expected");
    }
    Python python{HABITS_PATH, Lists{{burn, 0}, {1, 2, 3}}};
    python.go();
    CHECK_THROWS_WITH(python.output(peers::lengths(1, 4)),
                      message + "3 integers, but 4 were expected");
}

TEST_CASE("Python throws if a program named python3 is not Python") {
    std::string folder = (std::filesystem::temp_directory_path() / "triptych-XXXXXX").string();
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    std::ofstream{folder + "/python3"}
        << "#!/bin/sh\necho Python is not what I am\nread -r nothing\n";
    std::filesystem::permissions(folder + "/python3", std::filesystem::perms::owner_all);
    const std::string message = in_child([&] {
        ::setenv("PATH", folder.c_str(), 1);  // NOLINT(concurrency-mt-unsafe): one thread
        try {
            const Python python{HABITS_PATH, Lists{}};
        } catch (const std::runtime_error& error) {
            return std::string{error.what()};
        }
        return std::string{"it was accepted as Python"};
    });
    std::filesystem::remove_all(folder);
    CHECK_THAT(message,
               StartsWith("python3's program does not keep to the protocol: it announced "));
}

TEST_CASE("versions has the version and the path of Python") {
    if (!has_python()) return;
    const auto versions = peers::versions();
    const auto python = std::ranges::find(versions, "python", &peers::Version::first);
    REQUIRE(python != versions.end());
    CHECK_THAT(python->second, StartsWith("3.") && Contains(" (/"));
    CHECK_THAT(python->second, EndsWith("python3)"));
}

TEST_CASE("Python accepts any amount of output on stderr") {
    if (!has_python()) return;
    CHECK(error_of(write_much) == "it was done");
}

TEST_CASE("Python's destructor kills a program that still runs") {
    if (!has_python()) return;
    const Census before = take_census();
    pid_t pid = 0;
    {
        const Python python{HABITS_PATH, input(hang)};
        pid = python.pid();
        CHECK(::kill(pid, 0) == 0);
    }
    CHECK(::kill(pid, 0) == -1);
    CHECK(changes_since(before) == "");
}

TEST_CASE("Python's program is killed when its parent dies") {
    if (!has_python()) return;
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const pid_t waiting = ::fork();
    if (waiting == 0) {
        Python python{HABITS_PATH, input(hang)};
        const pid_t pid = python.pid();
        if (::write(ends[1], &pid, sizeof pid) == sizeof pid) python.go();
        ::_exit(0);
    }
    pid_t hanging = 0;
    REQUIRE(::read(ends[0], &hanging, sizeof hanging) == sizeof hanging);
    pollfd end{static_cast<int>(::syscall(SYS_pidfd_open, hanging, 0)), POLLIN, 0};
    REQUIRE(end.fd != -1);
    ::kill(waiting, SIGKILL);
    constexpr int patience_ms = 30'000;
    CHECK(::poll(&end, 1, patience_ms) == 1);
    ::waitpid(waiting, nullptr, 0);
    for (const int descriptor : {end.fd, ends[0], ends[1]})
        ::close(descriptor);
}

TEST_CASE("refuses: without Python, its implementations say how to install it") {
    const std::string message = in_child([] {
        ::setenv("PATH", "/no/such/folder", 1);  // NOLINT(concurrency-mt-unsafe): one thread
        std::string others;
        for (const Workload& workload : catalog())
            for (const Implementation& implementation : workload.implementations)
                if (implementation.model == "python" &&
                    implementation.refuses(1) !=
                        "python3 is not there; try: apt-get install python3")
                    others += benchmark_name(workload, implementation, 1);
        try {
            const Python python{HABITS_PATH, Lists{}};
        } catch (const std::system_error& error) {
            return others + error.what();
        }
        return std::string{"it was started"};
    });
    CHECK(message == "python3: No such file or directory");
}

TEST_CASE("refuses: sizes that would take Python too long, and says how long") {
    if (!has_python()) return;
    for (const Workload& workload : catalog())
        for (const Implementation& implementation : workload.implementations)
            if (implementation.model == "python" && workload.largest > 1'000'000'000 - 1) {
                CAPTURE(workload.name, implementation.name());
                const auto reason = implementation.refuses(workload.largest);
                REQUIRE(reason);
                CHECK_THAT(*reason, StartsWith("Python would take about "));
            }
}
