// Handlers that the fork itself calls.
#include <pthread.h>
#include <unistd.h>

#include "exercise.hpp"

namespace {

thread_local Log* forked = nullptr;  // null if this thread does not fork

void before() {
    if (forked != nullptr) forked->mutex.lock();
}

void after() {
    if (forked != nullptr) forked->mutex.unlock();
}

const int installed = ::pthread_atfork(before, after, after);

}  // namespace

void write(Log& log, const std::string& line) {
    const std::scoped_lock lock{log.mutex};
    log.disk(line);
    log.lines.push_back(line);
}

pid_t fork_child(Log& log, const std::function<int()>& job) {
    forked = installed == 0 ? &log : nullptr;
    const pid_t child = ::fork();
    forked = nullptr;
    if (child == 0) ::_exit(job());
    return child;
}
