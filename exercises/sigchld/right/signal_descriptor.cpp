// A descriptor receives the signal: nothing is interrupted.
#include <csignal>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "exercise.hpp"

namespace {

int signals = -1;
sigset_t before;
std::vector<pid_t> jobs;

}  // namespace

void begin_watching() {
    sigset_t child_signal;
    sigemptyset(&child_signal);
    sigaddset(&child_signal, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &child_signal, &before);
    signals = ::signalfd(-1, &child_signal, SFD_NONBLOCK | SFD_CLOEXEC);
}

void start(const std::function<void()>& job) {
    jobs.push_back(launch(job));
}

int running() {
    signalfd_siginfo info{};
    if (::read(signals, &info, sizeof info) > 0)
        for (pid_t pid = 0; (pid = ::waitpid(-1, nullptr, WNOHANG)) > 0;)
            std::erase(jobs, pid);
    return static_cast<int>(jobs.size());
}

void end_watching() {
    ::close(signals);
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
}
