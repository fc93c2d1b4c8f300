// No handler: running() reaps.
#include <set>
#include <sys/wait.h>

#include "exercise.hpp"

namespace {

std::set<pid_t> jobs;

}  // namespace

void begin_watching() {}

void start(const std::function<void()>& job) {
    jobs.insert(launch(job));
}

int running() {
    std::erase_if(jobs, [](pid_t job) { return ::waitpid(job, nullptr, WNOHANG) == job; });
    return static_cast<int>(jobs.size());
}

void end_watching() {
    jobs.clear();
}
