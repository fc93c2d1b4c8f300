// expects: writes_in_the_child
#include <algorithm>
#include <sys/wait.h>
#include <unistd.h>

#include "exercise.hpp"
#include "processes/primitives/shared_array.hpp"

void sort_all(std::vector<std::vector<int>>& lists,
              const std::function<void(std::span<int>)>& sort) {
    std::vector<pid_t> children;
    for (auto& list : lists) {
        const pid_t child = ::fork();
        if (child == 0) {
            triptych::processes::SharedArray<int> shared{std::span<const int>{list}};
            sort(shared.values());
            std::ranges::copy(shared.values(), list.begin());
            ::_exit(0);
        }
        children.push_back(child);
    }
    for (const pid_t child : children)
        ::waitpid(child, nullptr, 0);
}
