// Tries the lock again and again.
#include <thread>
#include <unistd.h>

#include "exercise.hpp"

void write(Log& log, const std::string& line) {
    const std::lock_guard lock{log.mutex};
    log.disk(line);
    log.lines.push_back(line);
}

pid_t fork_child(Log& log, const std::function<int()>& job) {
    while (!log.mutex.try_lock())
        std::this_thread::yield();
    const pid_t child = ::fork();
    log.mutex.unlock();  // on both sides
    if (child == 0) ::_exit(job());
    return child;
}
