// Counts the children, and waits for so many.
#include <algorithm>
#include <sys/wait.h>
#include <unistd.h>

#include "exercise.hpp"

int run_all(const std::vector<std::function<int()>>& jobs) {
    std::for_each(jobs.begin(), jobs.end(), [](const std::function<int()>& job) {
        if (::fork() == 0) ::_exit(job());
    });
    int succeeded = 0;
    for (std::size_t left = jobs.size(); left > 0; --left) {
        int status = -1;
        ::wait(&status);
        succeeded += status == 0 ? 1 : 0;  // exit code 0, and no signal
    }
    return succeeded;
}
