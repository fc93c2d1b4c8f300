#include "common/harness/command.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>

#include "common/descriptor.hpp"
#include "common/harness/spawn.hpp"

namespace triptych::harness {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_text = std::size_t{16} << 20;

/// Waits for one process of that kind (see waitpid). Returns whether there was one.
bool wait_for(pid_t which, int& status) {
    pid_t pid = 0;
    do
        pid = ::waitpid(which, &status, 0);
    while (pid == -1 && errno == EINTR);
    return pid > 0;
}

/// A running program. Its destructor kills and reaps its whole process group.
class Program {
public:
    explicit Program(const std::vector<std::string>& words)
        : spawned_{spawn(words)},
          end_{static_cast<int>(::syscall(SYS_pidfd_open, spawned_.pid, 0))} {
        if (end_.get() != -1) return;
        const int error = errno;
        finish();
        throw std::system_error{error, std::generic_category(), "pidfd_open"};
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program() { finish(); }

    pid_t group() const { return spawned_.pid; }

    /// Readable once the program has ended.
    int end() const { return end_.get(); }

    int output() const { return spawned_.output.get(); }
    int errors() const { return spawned_.errors.get(); }

    void read_output() { read(spawned_.output, ending_.output); }
    void read_errors() { read(spawned_.errors, ending_.errors); }

    Ending kill(bool Ending::* reason) {
        ending_.*reason = true;
        return take_ending();
    }

    Ending take_ending() {
        finish();
        while (read(spawned_.output, ending_.output) || read(spawned_.errors, ending_.errors)) {
        }
        return std::move(ending_);
    }

private:
    /// Kills the group before it reaps the program: until then no other group can have its pid.
    void finish() {
        if (finished_) return;
        finished_ = true;
        siginfo_t info{};
        const bool ended =
            ::waitid(P_PID, static_cast<id_t>(group()), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
            info.si_pid != 0;
        ::kill(-group(), SIGKILL);
        wait_for(group(), ending_.status);
        int orphans = 0;
        for (int status = 0; wait_for(-group(), status);)
            ++orphans;
        if (ended) ending_.left_behind = orphans;
    }

    /// Reads what is available. Returns whether there may be more.
    static bool read(Descriptor& from, std::string& text) {
        if (from.get() == -1) return false;
        std::array<char, 65536> part{};
        const ssize_t got = ::read(from.get(), part.data(), part.size());
        if (got == -1 && errno == EINTR) return true;
        if (got <= 0) {
            if (got == 0 || errno != EAGAIN) from.close();
            return false;
        }
        const std::size_t room = most_text - std::min(most_text, text.size());
        text.append(part.data(), std::min(room, static_cast<std::size_t>(got)));
        return true;
    }

    Spawned spawned_;
    Descriptor end_;
    Ending ending_;
    bool finished_ = false;
};

timespec until(Clock::time_point when) {
    const auto left = std::max(Clock::duration::zero(), when - Clock::now());
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
    return {.tv_sec = seconds.count(), .tv_nsec = std::chrono::nanoseconds{left - seconds}.count()};
}

Clock::time_point after(Seconds time) {
    constexpr Seconds a_year{365.0 * 86400};
    return Clock::now() + std::chrono::duration_cast<Clock::duration>(std::min(time, a_year));
}

}  // namespace

Ending run_command(const std::vector<std::string>& words, const Watch& watch) {
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    Program program{words};
    const Clock::time_point limit = watch.limit ? after(*watch.limit) : Clock::time_point::max();
    Clock::time_point next = watch.sample ? Clock::now() : Clock::time_point::max();
    while (true) {
        if (Clock::now() >= next) next = after(watch.sample(program.group()));
        std::array<pollfd, 4> ready{{{program.end(), POLLIN, 0},
                                     {watch.stop_descriptor, POLLIN, 0},
                                     {program.output(), POLLIN, 0},
                                     {program.errors(), POLLIN, 0}}};
        const Clock::time_point wake = std::min(limit, next);
        const timespec time = until(wake);
        const bool forever = wake == Clock::time_point::max();
        if (::ppoll(ready.data(), ready.size(), forever ? nullptr : &time, nullptr) == -1 &&
            errno != EINTR)
            throw std::system_error{errno, std::generic_category(), "ppoll"};
        if (ready[1].revents != 0) return program.kill(&Ending::stopped);
        if (ready[0].revents != 0) return program.take_ending();
        if (ready[2].revents != 0) program.read_output();
        if (ready[3].revents != 0) program.read_errors();
        if (Clock::now() >= limit) return program.kill(&Ending::timed_out);
    }
}

std::string describe_status(int status) {
    if (WIFEXITED(status)) return fmt::format("exit code {}", WEXITSTATUS(status));
    const char* name = ::sigabbrev_np(WTERMSIG(status));
    return name == nullptr ? fmt::format("killed by signal {}", WTERMSIG(status))
                           : fmt::format("killed by SIG{}", name);
}

}  // namespace triptych::harness
