#include <atomic>
#include <fstream>
#include <sched.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

void no_disk(const std::string& /*line*/) {}

int exit_code_of(pid_t child) {
    int status = 0;
    if (child <= 0 || ::waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
    return WEXITSTATUS(status);
}

void writes_lines() {
    Log log;
    std::string seen;
    log.disk = [&](const std::string& line) { seen += line; };
    write(log, "a");
    write(log, "b");
    expect(seen == "ab",
           "write(log, \"a\") and write(log, \"b\") called disk with \"" + seen + "\"");
    expect_equal(static_cast<long long>(log.lines.size()), 2, "the number of lines in the log");
}

/// A child writes, and then the parent.
void child_alone() {
    Log log;
    log.disk = no_disk;
    write(log, "parent");
    const pid_t self = ::getpid();
    const pid_t child = fork_child(log, [&] {
        write(log, "child");
        return ::getpid() == self ? 1 : static_cast<int>(log.lines.size());
    });
    write(log, "parent again");
    expect_equal(exit_code_of(child), 2, "the number of lines that the child counted");
    expect_equal(static_cast<long long>(log.lines.size()), 2, "the number of lines in the parent");
}

/// Whether the main thread waits for something: its state in /proc is S.
bool main_thread_waits() {
    const std::string pid = std::to_string(::getpid());
    std::ifstream in{"/proc/self/task/" + pid + "/stat"};
    std::string line;
    std::getline(in, line);
    const auto bracket = line.rfind(')');
    return bracket != std::string::npos && line.size() > bracket + 2 && line[bracket + 2] == 'S';
}

/// Another thread is inside `write` when the child is forked, unless fork_child waits for it.
void thread_inside() {
    child_alone();
    Log log;
    std::atomic<bool> is_inside = false;
    std::atomic<bool> has_forked = false;
    log.disk = [&](const std::string& line) {
        if (line != "thread") return;
        is_inside = true;
        // Not for ever: an answer may wait in another way than asleep.
        for (int look = 0, waiting = 0; look < 5'000 && waiting < 100 && !has_forked; ++look) {
            waiting = main_thread_waits() ? waiting + 1 : 0;
            ::sched_yield();
        }
    };
    std::thread thread{[&] { write(log, "thread"); }};
    while (!is_inside)
        ::sched_yield();
    const pid_t child = fork_child(log, [&] {
        write(log, "child");
        return static_cast<int>(log.lines.size());
    });
    has_forked = true;
    thread.join();
    const int code = exit_code_of(child);
    expect_equal(code, 2, "the number of lines that the child counted");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "write calls disk, and appends the line", .run = writes_lines},
        {.name = "a child can write, and so can the parent afterwards",
         .run = child_alone,
         .if_stuck = "locked_twice"},
        {.name = "a child can write even if a thread was writing when it was forked",
         .run = thread_inside,
         .if_stuck = "fork_with_lock_held"},
    };
}

}  // namespace triptych::exercises
