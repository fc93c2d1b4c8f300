// expects: zombie
#include <csignal>
#include <sys/wait.h>

#include "exercise.hpp"

namespace {

volatile sig_atomic_t count = 0;

void on_end(int /*signal*/) {
    ::wait(nullptr);
    count = count - 1;
}

}  // namespace

void begin_watching() {
    std::signal(SIGCHLD, on_end);
}

void start(const std::function<void()>& job) {
    launch(job);
    count = count + 1;
}

int running() {
    return count;
}

void end_watching() {
    std::signal(SIGCHLD, SIG_DFL);
}
