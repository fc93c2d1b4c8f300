#include "processes/process.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fmt/format.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "processes/error.hpp"

namespace triptych::processes {
namespace {

/// Runs in the child and never returns to the parent's code. _exit skips the
/// parent's atexit handlers and unflushed stdio, which are copies here.
[[noreturn]] void run_child(const std::function<void()>& body, pid_t parent) noexcept {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(EXIT_FAILURE);  // it died before it could be asked for
    try {
        body();
        ::_exit(EXIT_SUCCESS);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "process %d: %s\n", ::getpid(), error.what());
    } catch (...) {
        std::fprintf(stderr, "process %d: an unknown exception\n", ::getpid());
    }
    ::_exit(EXIT_FAILURE);
}

std::string signal_name(int signal) {
    const char* const name = ::sigabbrev_np(signal);  // null for a real-time signal
    return name == nullptr ? fmt::format("signal {}", signal) : fmt::format("SIG{}", name);
}

}  // namespace

Process::Process(const std::function<void()>& body) {
    const pid_t parent = ::getpid();
    pid_ = ::fork();  // NOLINT(cppcoreguidelines-prefer-member-initializer): after getpid
    if (pid_ == -1) throw_errno("fork");
    if (pid_ == 0) run_child(body, parent);
}

Process& Process::operator=(Process&& other) noexcept {
    const Process replaced{std::move(*this)};
    pid_ = std::exchange(other.pid_, 0);
    return *this;
}

Process::~Process() {
    if (pid_ == 0) return;
    if (std::uncaught_exceptions() > 0) kill();
    while (::waitpid(pid_, nullptr, 0) == -1 && errno == EINTR) {
    }
}

bool Process::has_ended() const noexcept {
    siginfo_t child{};
    const int error = ::waitid(P_PID, static_cast<id_t>(pid_), &child, WEXITED | WNOHANG | WNOWAIT);
    return error == -1 || child.si_pid != 0;  // no such child: waited for, or nobody's to wait for
}

void Process::kill() const noexcept {
    if (pid_ != 0) ::kill(pid_, SIGKILL);
}

void Process::join() {
    if (const auto failure = wait(); !failure.empty()) throw std::runtime_error{failure};
}

std::string Process::wait() {
    const pid_t pid = std::exchange(pid_, 0);
    int status = 0;
    while (::waitpid(pid, &status, 0) == -1) {
        if (errno == ECHILD)  // having waited, if the kernel keeps no record
            return fmt::format(
                "process {} ended unseen: this program ignores SIGCHLD, or waits for all", pid);
        if (errno != EINTR) throw_errno("waitpid");
    }
    if (WIFSIGNALED(status))
        return fmt::format("process {} was killed by {}", pid, signal_name(WTERMSIG(status)));
    if (WEXITSTATUS(status) != EXIT_SUCCESS)
        return fmt::format("process {} exited with status {}", pid, WEXITSTATUS(status));
    return {};
}

}  // namespace triptych::processes
