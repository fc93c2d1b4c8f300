// Reads into the string itself, and asks with waitid.
#include <cerrno>
#include <sys/wait.h>
#include <unistd.h>

#include "exercise.hpp"

Report run(const std::function<int(int)>& job) {
    int ends[2];
    if (::pipe(ends) != 0) return {};
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        ::_exit(job(ends[1]));
    }
    ::close(ends[1]);
    std::string text;
    std::size_t length = 0;
    for (;;) {
        text.resize(length + 10000);
        const ssize_t got = ::read(ends[0], text.data() + length, 10000);
        if (got <= 0) break;
        length += static_cast<std::size_t>(got);
    }
    text.resize(length);
    ::close(ends[0]);
    siginfo_t how{};
    ::waitid(P_PID, static_cast<id_t>(child), &how, WEXITED);
    return {text, how.si_status};
}
