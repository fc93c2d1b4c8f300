// expects: sigchld_before_bookkeeping
#include <array>
#include <csignal>
#include <sys/wait.h>

#include "exercise.hpp"

namespace {

std::array<volatile pid_t, 100> jobs;  // 0: a free place; changed only while SIGCHLD is blocked

void replace(pid_t old_one, pid_t new_one) {
    for (volatile pid_t& job : jobs)
        if (job == old_one) {
            job = new_one;
            return;
        }
}

void on_end(int /*signal*/) {
    for (pid_t pid = 0; (pid = ::waitpid(-1, nullptr, WNOHANG)) > 0;)
        replace(pid, 0);
}

}  // namespace

void begin_watching() {
    std::signal(SIGCHLD, on_end);
}

void start(const std::function<void()>& job) {
    replace(0, launch(job));
}

int running() {
    int count = 0;
    for (const volatile pid_t& job : jobs)
        count += job != 0 ? 1 : 0;
    return count;
}

void end_watching() {
    std::signal(SIGCHLD, SIG_DFL);
}
