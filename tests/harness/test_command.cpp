/// Tests of run_command().
#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <dirent.h>
#include <filesystem>
#include <sstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "catch.hpp"
#include "common/harness/command.hpp"

using namespace triptych::harness;
using namespace std::chrono_literals;

namespace {

Ending shell(const std::string& script, const Watch& watch = {}) {
    return run_command({"/bin/sh", "-c", script}, watch);
}

bool has_children() {
    return ::waitpid(-1, nullptr, WNOHANG) != -1 || errno != ECHILD;
}

std::size_t open_descriptors() {
    const std::filesystem::directory_iterator list{"/proc/self/fd"};
    return static_cast<std::size_t>(std::distance(begin(list), end(list)));
}

bool is_alive(pid_t pid) {
    return ::kill(pid, 0) == 0;
}

/// Readable at once.
class Stop {
public:
    Stop() {
        REQUIRE(::pipe(ends_.data()) == 0);
        REQUIRE(::write(ends_[1], "!", 1) == 1);
    }
    Stop(const Stop&) = delete;
    Stop& operator=(const Stop&) = delete;
    ~Stop() {
        ::close(ends_[0]);
        ::close(ends_[1]);
    }
    int descriptor() const { return ends_[0]; }

private:
    std::array<int, 2> ends_{};
};

}  // namespace

TEST_CASE("run_command keeps output and errors apart") {
    const Ending ending = shell("echo out; echo err >&2");
    CHECK(ending.ended_well());
    CHECK(ending.output == "out\n");
    CHECK(ending.errors == "err\n");
}

TEST_CASE("run_command passes the words unchanged, with an empty stdin") {
    const Ending ending = run_command({"/bin/sh", "-c", "cat; echo \"$1|$2\"", "sh", "a b", ""});
    CHECK(ending.output == "a b|\n");
}

TEST_CASE("run_command does not block on a command that writes much to stdout and stderr") {
    const Ending ending = shell("head -c 3000000 /dev/zero & head -c 3000000 /dev/zero >&2; wait");
    CHECK(ending.ended_well());
    CHECK(ending.output.size() == 3'000'000);
    CHECK(ending.errors.size() == 3'000'000);
}

TEST_CASE("run_command reads output beyond 16 MiB, but does not keep it") {
    const Ending ending = shell("head -c 20000000 /dev/zero");
    CHECK(ending.ended_well());
    CHECK(ending.output.size() == std::size_t{16} << 20);
}

TEST_CASE("describe_status names the exit code or the signal") {
    CHECK(describe_status(shell("exit 3").status) == "exit code 3");
    CHECK(describe_status(shell("kill -SEGV $$").status) == "killed by SIGSEGV");
    CHECK(describe_status(shell("kill -KILL $$").status) == "killed by SIGKILL");
}

TEST_CASE("run_command throws if the command cannot be started, and names it") {
    CHECK_THROWS_WITH(run_command({"/no/such/program"}), Contains("/no/such/program"));
    CHECK_FALSE(has_children());
}

TEST_CASE("run_command kills the whole process group at the time limit") {
    const Ending ending = shell("sleep 1000 & echo $!; sleep 1000", {.limit = 300ms});
    CHECK(ending.timed_out);
    CHECK_FALSE(ending.ended_well());
    CHECK(ending.left_behind == 0);  // it was killed before it could reap them
    CHECK_FALSE(has_children());
    if (!ending.output.empty()) CHECK_FALSE(is_alive(std::stoi(ending.output)));
}

TEST_CASE("run_command kills the whole process group once the stop descriptor is readable") {
    const Stop stop;
    const Ending ending = shell("sleep 1000 & sleep 1000", {.stop_descriptor = stop.descriptor()});
    CHECK(ending.stopped);
    CHECK_FALSE(has_children());
}

TEST_CASE("run_command counts, kills and reaps processes that were left behind") {
    const Ending ending = shell("sleep 1000 & echo $!; sleep 1000 & echo $!");
    CHECK(ending.status == 0);
    CHECK(ending.left_behind == 2);
    CHECK_FALSE(ending.ended_well());
    CHECK_FALSE(has_children());
    std::istringstream pids{ending.output};
    for (pid_t pid = 0; pids >> pid;)
        CHECK_FALSE(is_alive(pid));
}

TEST_CASE("run_command leaves no descriptor open, neither in the parent nor in the child") {
    const std::size_t before = open_descriptors();
    shell("true");
    shell("sleep 1000", {.limit = 50ms});
    CHECK(open_descriptors() == before);

    const int inherited = ::dup(0);  // the child may have this one, besides the three standard ones
    const Ending ending = shell("ls /proc/self/fd");
    ::close(inherited);
    CHECK(std::ranges::count(ending.output, '\n') <= static_cast<std::ptrdiff_t>(before) + 3);
}

TEST_CASE("run_command samples the process group of the running command") {
    int calls = 0;
    pid_t seen = 0;
    const auto sample = [&](pid_t group) {
        ++calls;
        seen = group;
        return Seconds{0.001};
    };
    const Ending ending = shell("echo $$; sleep 0.3", {.sample = sample});
    CHECK(calls > 1);
    CHECK(std::to_string(seen) + "\n" == ending.output);
}

TEST_CASE("run_command kills and reaps the command if a sample throws") {
    const auto sample = [](pid_t) -> Seconds { throw std::runtime_error{"enough"}; };
    CHECK_THROWS_WITH(shell("sleep 1000", {.sample = sample}), "enough");
    CHECK_FALSE(has_children());
}

TEST_CASE("run_command starts the command with default signals, whatever the parent blocks") {
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    const Ending ending = shell("kill -TERM $$; echo still here");
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    CHECK(describe_status(ending.status) == "killed by SIGTERM");
}
