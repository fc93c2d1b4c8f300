/// The log that went silent: what you write.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <sys/types.h>
#include <vector>

struct Log {
    std::mutex mutex;
    std::vector<std::string> lines;                // guarded by mutex
    std::function<void(const std::string&)> disk;  // takes as long as it likes
};

/// Calls log.disk(line), and appends the line. Only one thread at a time is inside.
void write(Log& log, const std::string& line);

/// Forks a child that calls job(), which may write to the log, and exits with what that returned.
/// Returns its pid.
pid_t fork_child(Log& log, const std::function<int()>& job);
