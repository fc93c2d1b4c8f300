// expects: locked_twice
#include <unistd.h>

#include "exercise.hpp"

void write(Log& log, const std::string& line) {
    const std::lock_guard lock{log.mutex};
    log.disk(line);
    log.lines.push_back(line);
}

pid_t fork_child(Log& log, const std::function<int()>& job) {
    std::unique_lock lock{log.mutex};  // so no other thread is inside
    const pid_t child = ::fork();
    if (child == 0) ::_exit(job());
    lock.unlock();  // in both: the child's one thread is a copy of this one
    return child;
}
