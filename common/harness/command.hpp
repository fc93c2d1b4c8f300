/// Running a program to its end, whatever that end may be.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace triptych::harness {

using Seconds = std::chrono::duration<double>;

/// What is done while a program runs.
struct Watch {
    std::optional<Seconds> limit = std::nullopt;  // then it is killed
    int stop_descriptor = -1;                     // once this is readable, it is killed at once

    /// Called at once and then again and again, with the program's process group; returns
    /// after how long it wants to be called next. May be empty.
    std::function<Seconds(pid_t group)> sample = nullptr;
};

/// How a program ended.
struct Ending {
    int status = 0;          // as waitpid has it
    bool timed_out = false;  // it reached the limit and was killed
    bool stopped = false;    // it was killed because of the stop descriptor
    int left_behind = 0;     // processes it started and had not waited for when it ended
    std::string output;      // what it wrote to stdout, up to 16 MiB
    std::string errors;      // and to stderr

    bool ended_well() const { return status == 0 && !timed_out && !stopped && left_behind == 0; }
};

/// Runs the program words[0] (a path) with these words, in a process group of its own and
/// with nothing to read. On return no process of that group is left, whatever happened.
///
/// This process becomes the reaper of orphans (PR_SET_CHILD_SUBREAPER), so that children
/// which the program leaves behind can be waited for as well.
/// Throws std::system_error if the program cannot be started.
Ending run_command(const std::vector<std::string>& words, const Watch& watch = {});

/// "exit code 3", "killed by SIGSEGV".
std::string describe_status(int status);

}  // namespace triptych::harness
