// A pidfd for each child.
#include <algorithm>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "exercise.hpp"

namespace {

struct Job {
    pid_t pid;
    int descriptor;
};

std::vector<Job> jobs;

bool has_ended(const Job& job) {
    pollfd ready{job.descriptor, POLLIN, 0};
    if (::poll(&ready, 1, 0) == 0) return false;
    ::waitpid(job.pid, nullptr, 0);
    ::close(job.descriptor);
    return true;
}

}  // namespace

void begin_watching() {}

void start(const std::function<void()>& job) {
    const pid_t pid = launch(job);
    jobs.push_back({pid, static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))});
}

int running() {
    jobs.erase(std::remove_if(jobs.begin(), jobs.end(), has_ended), jobs.end());
    return static_cast<int>(jobs.size());
}

void end_watching() {}
