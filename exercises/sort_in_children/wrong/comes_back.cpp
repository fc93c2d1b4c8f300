// expects: child_runs_on
#include <algorithm>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "exercise.hpp"

void sort_all(std::vector<std::vector<int>>& lists,
              const std::function<void(std::span<int>)>& sort) {
    std::size_t size = 0;
    for (const auto& list : lists)
        size += list.size();
    if (size == 0) return;
    void* const memory = ::mmap(nullptr, size * sizeof(int), PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    const std::span<int> shared{static_cast<int*>(memory), size};
    std::vector<pid_t> children;
    std::size_t begin = 0;
    for (const auto& list : lists) {
        const std::span<int> part = shared.subspan(begin, list.size());
        begin += list.size();
        const pid_t child = ::fork();
        if (child == 0) {
            std::ranges::copy(list, part.begin());  // of what the fork has copied
            sort(part);
            return;
        }
        children.push_back(child);
    }
    for (const pid_t child : children)
        ::waitpid(child, nullptr, 0);
    begin = 0;
    for (auto& list : lists) {
        std::ranges::copy(shared.subspan(begin, list.size()), list.begin());
        begin += list.size();
    }
    ::munmap(memory, size * sizeof(int));
}
