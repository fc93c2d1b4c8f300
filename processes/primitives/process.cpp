#include "processes/primitives/process.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fmt/format.h>
#include <new>
#include <poll.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "processes/primitives/error.hpp"
#include "processes/primitives/flush_output.hpp"
#include "processes/primitives/only_thread.hpp"

namespace triptych::processes {
namespace {

constexpr auto by_pidfd = static_cast<idtype_t>(3);  // P_PIDFD, which older headers lack

constexpr int highest_cheap_pidfd = 100;  // see Process::Handle

/// Whether an ended child stays a zombie, and keeps its pid, until this program waits for it.
bool keeps_pid_until_reaped() noexcept {
    struct sigaction action{};
    if (::sigaction(SIGCHLD, nullptr, &action) == -1) return false;
    return action.sa_handler != SIG_IGN && (action.sa_flags & SA_NOCLDWAIT) == 0;
}

/// If the system refuses a resource to a child, the child exits with this plus the error number.
/// Programs do not usually use these statuses, so the parent can report the reason.
constexpr int refused_status = 200;

bool is_refusal(int error) {
    return error == EAGAIN || error == ENOMEM || error == EMFILE || error == ENFILE;
}

/// Runs the body, and returns the exit status.
int status_of(const std::function<void()>& body) noexcept {
    try {
        body();
        return EXIT_SUCCESS;
    } catch (const std::system_error& error) {
        std::fprintf(stderr, "process %d: %s\n", ::getpid(), error.what());
        if (is_refusal(error.code().value())) return refused_status + error.code().value();
    } catch (const std::bad_alloc& error) {
        std::fprintf(stderr, "process %d: %s\n", ::getpid(), error.what());
        return refused_status + ENOMEM;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "process %d: %s\n", ::getpid(), error.what());
    } catch (...) {
        std::fprintf(stderr, "process %d: an unknown exception\n", ::getpid());
    }
    return EXIT_FAILURE;
}

/// Runs in the child, and never returns to the parent's code. _exit skips the atexit handlers,
/// which the child has inherited from its parent.
[[noreturn]] void run_child(const std::function<void()>& body, pid_t parent) noexcept {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(EXIT_FAILURE);  // the parent died before the prctl
    const int status = status_of(body);
    flush_output();
    ::_exit(status);
}

std::string signal_name(int signal) {
    const char* const name = ::sigabbrev_np(signal);  // null for a real-time signal
    return name == nullptr ? fmt::format("signal {}", signal) : fmt::format("SIG{}", name);
}

std::string unknown_ending(pid_t pid) {
    return fmt::format(
        "process {} ended with an unknown status: this program ignores SIGCHLD, or "
        "waits for all its children",
        pid);
}

/// Calls waitid() for one child. Returns false if there is no such child.
bool wait_for_child(pid_t pid, int pidfd, int options, siginfo_t& info) noexcept {
    const bool has_pidfd = pidfd != -1;
    while (::waitid(has_pidfd ? by_pidfd : P_PID, static_cast<id_t>(has_pidfd ? pidfd : pid), &info,
                    options) == -1)
        if (errno != EINTR) return false;
    return true;
}

/// Whether the process has ended; waits for that for so many milliseconds, or with -1 for ever. One
/// that is known by no pidfd is taken to have.
bool wait_for_pidfd(int pidfd, int milliseconds) noexcept {
    pollfd process{pidfd, POLLIN, 0};
    if (pidfd == -1) return true;
    int ready = 0;
    do
        ready = ::poll(&process, 1, milliseconds);
    while (ready == -1 && errno == EINTR);
    return ready != 0;
}

}  // namespace

Process::Process(const std::function<void()>& body, Handle handle) {
    require_only_thread();
    flush_output();
    const pid_t parent = ::getpid();
    pid_ = ::fork();  // NOLINT(cppcoreguidelines-prefer-member-initializer): after getpid
    if (pid_ == -1) throw_errno("fork");
    if (pid_ == 0) run_child(body, parent);
    open_pidfd(handle);
}

/// If SIGCHLD is ignored, the child may have ended by now, and its pid may already belong to
/// another process. waitid() detects that, because it accepts only children of this process.
void Process::open_pidfd(Handle handle) {
    pidfd_ = Descriptor{static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0))};
    if (handle == Handle::pidfd_if_cheap && pidfd_.get() > highest_cheap_pidfd &&
        keeps_pid_until_reaped())
        return pidfd_.close();
    const bool has_vanished = !pidfd_.is_open() && errno == ESRCH;
    siginfo_t child{};
    if (!has_vanished && wait_for_child(pid_, pidfd_.get(), WEXITED | WNOHANG | WNOWAIT, child))
        return;
    ending_ = unknown_ending(std::exchange(pid_, 0));
    pidfd_.close();
}

Process& Process::operator=(Process&& other) noexcept {
    const Process replaced{std::move(*this)};
    pid_ = std::exchange(other.pid_, 0);
    pidfd_ = std::move(other.pidfd_);
    ending_ = std::exchange(other.ending_, moved_from);
    refused_ = std::exchange(other.refused_, 0);
    exceptions_ = other.exceptions_;
    return *this;
}

Process::~Process() {
    if (pid_ == 0) return;
    siginfo_t child{};
    if (std::uncaught_exceptions() > exceptions_ &&  // and it is not a sibling's copy of this
        wait_for_child(pid_, pidfd_.get(), WEXITED | WNOHANG | WNOWAIT, child))
        kill();
    wait_for_child(pid_, pidfd_.get(), WEXITED, child);
}

bool Process::has_ended() const noexcept {
    siginfo_t child{};
    if (pid_ == 0) return true;
    if (wait_for_child(pid_, pidfd_.get(), WEXITED | WNOHANG | WNOWAIT, child))
        return child.si_pid != 0;
    return wait_for_pidfd(pidfd_.get(), 0);  // another's child, or one that nobody waits for
}

void Process::kill() const noexcept {
    if (pidfd_.is_open())
        ::syscall(SYS_pidfd_send_signal, pidfd_.get(), SIGKILL, nullptr, 0);
    else if (pid_ != 0)
        ::kill(pid_, SIGKILL);
}

void Process::disown() noexcept {
    pid_ = 0;
    pidfd_.close();
}

void Process::join() {
    const std::string failure = wait();
    if (refused_ != 0) throw_refused(refused_, failure.c_str());
    if (!failure.empty()) throw std::runtime_error{failure};
}

std::string Process::wait() {
    if (pid_ != 0) {
        ending_ = wait_for_ending();
        pid_ = 0;
        pidfd_.close();
    }
    return ending_;
}

std::string Process::wait_for_ending() {
    siginfo_t child{};
    if (!wait_for_child(pid_, pidfd_.get(), WEXITED, child)) {
        wait_for_pidfd(pidfd_.get(), -1);
        return unknown_ending(pid_);
    }
    if (child.si_code != CLD_EXITED)
        return fmt::format("process {} was killed by {}", pid_, signal_name(child.si_status));
    if (is_refusal(child.si_status - refused_status)) {
        refused_ = child.si_status - refused_status;
        return fmt::format("process {} was refused a resource", pid_);
    }
    if (child.si_status != EXIT_SUCCESS)
        return fmt::format("process {} exited with status {}", pid_, child.si_status);
    return {};
}

}  // namespace triptych::processes
