// expects: locked_twice
#include <unistd.h>

#include "exercise.hpp"

void write(Log& log, const std::string& line) {
    const std::lock_guard lock{log.mutex};
    log.disk(line);
    log.lines.push_back(line);
}

pid_t fork_child(Log& log, const std::function<int()>& job) {
    log.mutex.lock();
    const pid_t child = ::fork();
    if (child == 0) {
        log.mutex.unlock();
        ::_exit(job());
    }
    return child;
}
