// expects: sequential_in_disguise
#include <sys/wait.h>
#include <unistd.h>

#include "exercise.hpp"

int run_all(const std::vector<std::function<int()>>& jobs) {
    int succeeded = 0;
    for (const auto& job : jobs) {
        const pid_t child = ::fork();
        if (child == 0) ::_exit(job());
        int status = 0;
        ::waitpid(child, &status, 0);
        succeeded += WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    return succeeded;
}
