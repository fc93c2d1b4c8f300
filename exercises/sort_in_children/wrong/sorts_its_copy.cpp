// expects: writes_in_the_child
#include <sys/wait.h>
#include <unistd.h>

#include "exercise.hpp"

void sort_all(std::vector<std::vector<int>>& lists,
              const std::function<void(std::span<int>)>& sort) {
    std::vector<pid_t> children;
    for (auto& list : lists) {
        const pid_t child = ::fork();
        if (child == 0) {
            sort(list);
            ::_exit(0);
        }
        children.push_back(child);
    }
    for (const pid_t child : children)
        ::waitpid(child, nullptr, 0);
}
