/// Runs a program to its end: exit, crash, time limit or stop.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace triptych::harness {

using Seconds = std::chrono::duration<double>;

/// How to watch a program while it runs.
struct Watch {
    std::optional<Seconds> limit = std::nullopt;  // the program is killed after this time
    int stop_descriptor = -1;                     // the program is killed once this is readable

    /// Called at the start and then repeatedly, with the program's process group. Returns the time
    /// until the next call. May be empty.
    std::function<Seconds(pid_t group)> sample = nullptr;
};

/// How a program ended.
struct Ending {
    int status = 0;          // from waitpid
    bool timed_out = false;  // it reached the limit and was killed
    bool stopped = false;    // it was killed because of the stop descriptor
    int left_behind = 0;     // processes of its group that were still there when it ended
    std::string output;      // what it wrote to stdout, up to 16 MiB
    std::string errors;      // the same for stderr

    bool ended_well() const { return status == 0 && !timed_out && !stopped && left_behind == 0; }
};

/// Runs the program words[0] (a path) with these words, in its own process group and with an empty
/// stdin. On return no process of that group is left, not even a zombie.
///
/// This process becomes the reaper of orphans (PR_SET_CHILD_SUBREAPER), so that it can also reap
/// children that the program leaves behind.
/// Throws std::system_error if the program cannot be started.
Ending run_command(const std::vector<std::string>& words, const Watch& watch = {});

/// "exit code 3", "killed by SIGSEGV".
std::string describe_status(int status);

}  // namespace triptych::harness
