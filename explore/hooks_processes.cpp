/// fork, wait, and memory that processes share.
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "explore/hooks.hpp"
#include "explore/real.hpp"

namespace explore = triptych::explore;

namespace {

constexpr std::size_t page = 4096;
constexpr int fixed = MAP_FIXED | MAP_FIXED_NOREPLACE;  // as the engine's own mappings are

void* map(void* address, std::size_t bytes, int access, int flags, int descriptor, long offset,
          const void* from) {
    if (!explore::scheduled() || (flags & fixed) != 0)
        return reinterpret_cast<void*>(
            explore::real::syscall(SYS_mmap, address, bytes, access, flags, descriptor, offset));
    explore::Execution& execution = explore::execution();
    if ((flags & MAP_ANONYMOUS) == 0)
        execution.fail(explore::End::unsupported, "mmap of a file", explore::place_of(from));
    void* place = nullptr;
    if ((flags & MAP_SHARED) != 0) {
        place = execution.memory().map_shared(bytes);
    } else {
        place = ::aligned_alloc(page, bytes);
        if (place != nullptr) std::memset(place, 0, bytes);
    }
    if (place == nullptr) errno = ENOMEM;
    return place == nullptr ? MAP_FAILED : place;
}

pid_t wait_for(pid_t pid, int* status, int options, const void* from) {
    int ended = 0;
    const int result = explore::execution().wait_for_child(pid, (options & WNOHANG) != 0, false,
                                                           &ended, explore::place_of(from));
    if (result < 0) {
        errno = -result;
        return -1;
    }
    if (result > 0 && status != nullptr) *status = ended;
    return result;
}

}  // namespace

extern "C" {

pid_t fork() noexcept {
    if (!explore::scheduled()) return static_cast<pid_t>(explore::real::syscall(SYS_fork));
    return explore::execution().fork(explore::place_of(__builtin_return_address(0)));
}

pid_t waitpid(pid_t pid, int* status, int options) {
    if (!explore::scheduled())
        return static_cast<pid_t>(explore::real::syscall(SYS_wait4, pid, status, options, 0));
    return wait_for(pid, status, options, __builtin_return_address(0));
}
pid_t wait(int* status) {
    if (!explore::scheduled())
        return static_cast<pid_t>(explore::real::syscall(SYS_wait4, -1, status, 0, 0));
    return wait_for(-1, status, 0, __builtin_return_address(0));
}

int waitid(idtype_t which, id_t process, siginfo_t* info, int options) {
    if (!explore::scheduled())
        return static_cast<int>(
            explore::real::syscall(SYS_waitid, which, process, info, options, 0));
    explore::Execution& execution = explore::execution();
    const std::uint64_t place = explore::place_of(__builtin_return_address(0));
    if ((which != P_PID && which != P_ALL) || (options & WEXITED) == 0)
        execution.fail(explore::End::unsupported, "this use of waitid", place);
    int status = 0;
    const int pid = which == P_PID ? static_cast<int>(process) : -1;
    const int found = execution.wait_for_child(pid, (options & WNOHANG) != 0,
                                               (options & WNOWAIT) != 0, &status, place);
    if (found < 0) {
        errno = -found;
        return -1;
    }
    if (info == nullptr) return 0;
    *info = siginfo_t{};
    info->si_pid = found;
    info->si_code = WIFEXITED(status) ? CLD_EXITED : CLD_KILLED;
    info->si_status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
    return 0;
}

int kill(pid_t process, int signal) noexcept {
    if (!explore::scheduled())
        return static_cast<int>(explore::real::syscall(SYS_kill, process, signal));
    const int error =
        explore::execution().kill(process, signal, explore::place_of(__builtin_return_address(0)));
    if (error != 0) errno = error;
    return error == 0 ? 0 : -1;
}

pid_t getpid() noexcept {
    if (!explore::scheduled()) return static_cast<pid_t>(explore::real::syscall(SYS_getpid));
    return explore::ProcessTable::pid_of(explore::execution().memory().current);
}
pid_t getppid() noexcept {
    if (!explore::scheduled()) return static_cast<pid_t>(explore::real::syscall(SYS_getppid));
    const auto* const self =
        explore::execution().processes().find(explore::execution().memory().current);
    if (self == nullptr || self->parent < 0) return 1;
    // A child that its parent has left belongs to init.
    const auto* const parent = explore::execution().processes().find(self->parent);
    return parent == nullptr || parent->ended ? 1 : explore::ProcessTable::pid_of(self->parent);
}

void* mmap(void* address, std::size_t bytes, int access, int flags, int descriptor,
           off_t offset) noexcept {
    return map(address, bytes, access, flags, descriptor, offset, __builtin_return_address(0));
}
void* mmap64(void* address, std::size_t bytes, int access, int flags, int descriptor,
             off64_t offset) noexcept {
    return map(address, bytes, access, flags, descriptor, offset, __builtin_return_address(0));
}
int munmap(void* address, std::size_t bytes) noexcept {
    if (explore::ProcessMemory::is_shared(reinterpret_cast<std::uint64_t>(address))) return 0;
    if (explore::Heap::owns(address)) {
        ::free(address);  // NOLINT(cppcoreguidelines-no-malloc): map() allocated it
        return 0;
    }
    return static_cast<int>(explore::real::syscall(SYS_munmap, address, bytes));
}
}
