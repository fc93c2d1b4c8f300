// expects: fork_with_lock_held
#include <unistd.h>

#include "exercise.hpp"

void write(Log& log, const std::string& line) {
    const std::lock_guard lock{log.mutex};
    log.disk(line);
    log.lines.push_back(line);
}

pid_t fork_child(Log& log, const std::function<int()>& job) {
    std::unique_lock lock{log.mutex, std::try_to_lock};
    const pid_t child = ::fork();
    if (lock.owns_lock()) lock.unlock();
    if (child == 0) ::_exit(job());
    return child;
}
