/// Processes: forked, waited for, ended.
#include <csignal>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "trace/preload/real.hpp"
#include "trace/preload/this_thread.hpp"

using namespace triptych::trace;

namespace {

using Actions = posix_spawn_file_actions_t;
using Attributes = posix_spawnattr_t;
using Spawn = int(pid_t*, const char*, const Actions*, const Attributes*, char* const*,
                  char* const*);

constinit Real<pid_t()> real_fork{"fork"};
constinit Real<pid_t()> real_bare_fork{"_Fork"};
constinit Real<Spawn> real_spawn{"posix_spawn"};
constinit Real<Spawn> real_spawnp{"posix_spawnp"};
constinit Real<pid_t(pid_t, int*, int, rusage*)> real_wait4{"wait4"};
constinit Real<int(idtype_t, id_t, siginfo_t*, int)> real_waitid{"waitid"};
constinit Real<void(int)> real_exit{"_exit"};

pid_t fork_traced(Real<pid_t()>& forks) {
    if (!this_thread.writer.is_on()) return forks();
    const std::uint32_t creator = this_thread.writer.lane();
    const std::uint32_t lane = shared.new_lane();
    record(Kind::spawn, {.value = lane});
    this_thread.has_children = true;
    const pid_t pid = forks();
    if (pid == 0) begin_lane(lane, creator);
    return pid;
}

int spawn_traced(Real<Spawn>& spawns, pid_t* pid, const char* path, const Actions* actions,
                 const Attributes* attributes, char* const* words, char* const* environment) {
    pid_t child = 0;
    const int error = spawns(&child, path, actions, attributes, words, environment);
    if (error != 0) return error;
    if (pid != nullptr) *pid = child;
    record(Kind::spawn, {.object = static_cast<std::uint64_t>(child), .flags = is_begun});
    this_thread.has_children = true;
    return 0;
}

void record_reaped(pid_t child, int status) {
    record(Kind::reaps, {.object = static_cast<std::uint64_t>(child),
                         .value = static_cast<std::uint32_t>(status)});
}

/// The status as waitpid tells it, from what waitid tells.
int status_of(const siginfo_t& info) {
    return info.si_code == CLD_EXITED ? (info.si_status & 0xff) << 8 : info.si_status & 0x7f;
}

[[noreturn]] void exit_traced(int status) {
    // A child of vfork shares its parent's memory, but is not its lane.
    if (this_thread.writer.is_on() &&
        static_cast<std::uint32_t>(::getpid()) == this_thread.writer.pid())
        end_lane();
    real_exit(status);
    __builtin_unreachable();
}

}  // namespace

extern "C" {

pid_t fork() noexcept {
    return fork_traced(real_fork);
}

pid_t _Fork() noexcept {
    return fork_traced(real_bare_fork);
}

int posix_spawn(pid_t* pid, const char* path, const Actions* actions, const Attributes* attributes,
                char* const* words, char* const* environment) {
    return spawn_traced(real_spawn, pid, path, actions, attributes, words, environment);
}

int posix_spawnp(pid_t* pid, const char* file, const Actions* actions, const Attributes* attributes,
                 char* const* words, char* const* environment) {
    return spawn_traced(real_spawnp, pid, file, actions, attributes, words, environment);
}

pid_t wait4(pid_t which, int* status, int options, rusage* usage) noexcept {
    int told = 0;
    const auto call = [&] { return real_wait4(which, &told, options, usage); };
    pid_t child = 0;
    if ((options & WNOHANG) != 0) {
        child = call();
    } else {
        const Waiting waiting{
            {.reason = Reason::child, .value = static_cast<std::uint32_t>(which)}};
        child = call();
    }
    if (child > 0) {
        if (status != nullptr) *status = told;
        if (WIFEXITED(told) || WIFSIGNALED(told)) record_reaped(child, told);
    }
    return child;
}

pid_t waitpid(pid_t which, int* status, int options) {
    return wait4(which, status, options, nullptr);
}

pid_t wait3(int* status, int options, rusage* usage) noexcept {
    return wait4(-1, status, options, usage);
}

pid_t wait(int* status) {
    return wait4(-1, status, 0, nullptr);
}

int waitid(idtype_t type, id_t which, siginfo_t* info, int options) {
    siginfo_t told{};
    siginfo_t* const filled = info == nullptr ? &told : info;
    const auto call = [&] { return real_waitid(type, which, filled, options); };
    int result = 0;
    if ((options & WNOHANG) != 0) {
        result = call();
    } else {
        const Waiting waiting{
            {.reason = Reason::child, .value = type == P_PID ? which : static_cast<id_t>(-1)}};
        result = call();
    }
    const bool has_ended = filled->si_code == CLD_EXITED || filled->si_code == CLD_KILLED ||
                           filled->si_code == CLD_DUMPED;
    if (result == 0 && (options & WEXITED) != 0 && filled->si_pid != 0 && has_ended)
        record_reaped(filled->si_pid, status_of(*filled));
    return result;
}

void _exit(int status) {
    exit_traced(status);
}

void _Exit(int status) noexcept {
    exit_traced(status);
}

}  // extern "C"
