// C's streams.
#include <cerrno>
#include <cstdio>
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
    std::FILE* const in = ::fdopen(ends[0], "r");
    for (int letter = std::getc(in); letter != EOF; letter = std::getc(in))
        text += static_cast<char>(letter);
    std::fclose(in);  // closes the end, too
    int status = 0;
    ::waitpid(child, &status, 0);
    return {text, WEXITSTATUS(status)};
}
