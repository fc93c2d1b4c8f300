#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

#include "exercise.hpp"

int run_all(const std::vector<std::function<int()>>& jobs) {
    for (const auto& job : jobs)
        if (::fork() == 0) ::_exit(job());
    return static_cast<int>(jobs.size());  // Your turn: did they all end well?
}
