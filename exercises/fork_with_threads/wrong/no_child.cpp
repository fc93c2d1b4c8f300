// expects: wrong_result
#include <unistd.h>

#include "exercise.hpp"

void write(Log& log, const std::string& line) {
    const std::lock_guard lock{log.mutex};
    log.disk(line);
    log.lines.push_back(line);
}

pid_t fork_child(Log& log, const std::function<int()>& job) {
    std::unique_lock lock{log.mutex};  // so no other thread is inside
    lock.unlock();
    return job();
}
