/// Which processes wait in which system call: how a program that waits for ever is recognised.
///
/// Concepts: deadlock
#pragma once

#include <chrono>
#include <string>
#include <sys/types.h>
#include <vector>

namespace triptych::checker {

/// Looks at a tree of processes from time to time. It is stuck if every thread of it waits in a
/// system call without a time limit, and none has run since an earlier look: then nothing inside
/// can ever wake one. (Nothing outside sends it anything.)
class StuckDetector {
public:
    /// Takes a look. Returns true if the tree has been stuck for `patience`.
    bool look(const std::vector<pid_t>& processes);

    /// Who waits for what, in a line each: "process 12 (child of 10) waits in read".
    const std::string& table() const { return table_; }

private:
    static constexpr std::chrono::milliseconds patience{1000};

    std::string before_;  // what the last look has seen
    std::chrono::steady_clock::time_point since_;
    std::string table_;
};

}  // namespace triptych::checker
