#include "tests/in_child.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

#include "tests/census.hpp"

namespace triptych {
namespace {

std::string outcome(const std::function<std::string()>& body) {
    try {
        return body();
    } catch (const std::exception& error) {
        return std::string{"threw: "} + error.what();
    }
}

void check(int result, const char* call) {
    if (result == -1) throw std::system_error{errno, std::generic_category(), call};
}

}  // namespace

std::string in_child(const std::function<std::string()>& body) {
    static_cast<void>(take_census());  // the first one may start a thread: not under the limit
    std::array<int, 2> ends{};
    check(::pipe(ends.data()), "pipe");
    const pid_t child = ::fork();
    check(child, "fork");
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::alarm(60);
        ::close(ends[0]);
        const std::string told = outcome(body);
        ::_exit(::write(ends[1], told.data(), told.size()) == static_cast<ssize_t>(told.size())
                    ? 0
                    : 1);
    }
    ::close(ends[1]);
    std::string told;
    std::array<char, 4096> buffer{};
    while (const ssize_t got = ::read(ends[0], buffer.data(), buffer.size()))
        if (got > 0) told.append(buffer.data(), static_cast<std::size_t>(got));
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? "signal " + std::to_string(WTERMSIG(status)) : told;
}

void allow_tasks(int extra) {
    const auto somebody =
        static_cast<uid_t>(20'000 + ::getpid() % 40'000);  // who runs nothing else
    rlimit limit{};
    check(::getrlimit(RLIMIT_NPROC, &limit), "getrlimit");
    if (::geteuid() == 0) {
        limit.rlim_cur = static_cast<rlim_t>(extra) + 1;
        check(::setrlimit(RLIMIT_NPROC, &limit), "setrlimit");
        check(::setresuid(somebody, somebody, somebody), "setresuid");
        return;
    }
    // Counts all that this user runs, so it is found out how much that is: the kernel tells.
    for (limit.rlim_cur = 1;; ++limit.rlim_cur) {
        check(::setrlimit(RLIMIT_NPROC, &limit), "setrlimit");
        const pid_t probe = ::fork();
        if (probe == 0) ::_exit(0);
        if (probe == -1) continue;
        ::waitpid(probe, nullptr, 0);
        break;
    }
    limit.rlim_cur += static_cast<rlim_t>(extra) - 1;
    check(::setrlimit(RLIMIT_NPROC, &limit), "setrlimit");
}

FewDescriptors::FewDescriptors(int extra) {
    check(::getrlimit(RLIMIT_NOFILE, &before_), "getrlimit");
    rlimit limit = before_;
    limit.rlim_cur = 0;  // the lowest numbers are given out first
    while (extra > 0 || ::fcntl(static_cast<int>(limit.rlim_cur), F_GETFD) != -1)
        if (::fcntl(static_cast<int>(limit.rlim_cur++), F_GETFD) == -1) --extra;
    check(::setrlimit(RLIMIT_NOFILE, &limit), "setrlimit");
}

FewDescriptors::~FewDescriptors() {
    ::setrlimit(RLIMIT_NOFILE, &before_);
}

}  // namespace triptych
