// expects: wrong_result
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
    std::string text(4096, 0);
    const ssize_t got = ::read(ends[0], text.data(), text.size());
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    return {text, WEXITSTATUS(status)};
}
