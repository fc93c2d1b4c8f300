/// Process under `triptych explore`: known by its pid, because that cannot be another's there.
#include "processes/primitives/process.hpp"

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

#include "processes/primitives/error.hpp"

namespace triptych::processes {
namespace {

int status_of(const std::function<void()>& body) noexcept {
    try {
        body();
        return EXIT_SUCCESS;
    } catch (...) {
        return EXIT_FAILURE;
    }
}

}  // namespace

Process::Process(const std::function<void()>& body, Handle /*handle*/) : pid_{::fork()} {
    if (pid_ == -1) throw_errno("fork");
    if (pid_ == 0) ::_exit(status_of(body));
}

void Process::open_pidfd(Handle /*handle*/) {}

Process& Process::operator=(Process&& other) noexcept {
    const Process replaced{std::move(*this)};
    pid_ = std::exchange(other.pid_, 0);
    ending_ = std::exchange(other.ending_, moved_from);
    return *this;
}

Process::~Process() {
    if (pid_ != 0) ::waitpid(pid_, nullptr, 0);
}

bool Process::has_ended() const noexcept {
    siginfo_t child{};
    return pid_ == 0 ||
           ::waitid(P_PID, static_cast<id_t>(pid_), &child, WEXITED | WNOHANG | WNOWAIT) == -1 ||
           child.si_pid != 0;
}

void Process::kill() const noexcept {
    if (pid_ != 0) ::kill(pid_, SIGKILL);
}

void Process::disown() noexcept {
    pid_ = 0;
}

void Process::join() {
    const std::string failure = wait();
    if (!failure.empty()) throw std::runtime_error{failure};
}

std::string Process::wait() {
    if (pid_ != 0) {
        ending_ = wait_for_ending();
        pid_ = 0;
    }
    return ending_;
}

std::string Process::wait_for_ending() {
    int status = 0;
    if (::waitpid(pid_, &status, 0) == -1) throw_errno("waitpid");
    if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS) return {};
    if (WIFSIGNALED(status))
        return "process " + std::to_string(pid_) + " was killed by SIG" +
               ::sigabbrev_np(WTERMSIG(status));
    return "process " + std::to_string(pid_) + " exited with status " +
           std::to_string(WEXITSTATUS(status));
}

}  // namespace triptych::processes
