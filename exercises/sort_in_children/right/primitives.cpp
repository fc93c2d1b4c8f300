// The suite's Process and SharedLists.
#include "exercise.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared_lists.hpp"

using namespace triptych::processes;

void sort_all(std::vector<std::vector<int>>& lists,
              const std::function<void(std::span<int>)>& sort) {
    SharedLists<int> shared{lists};
    std::vector<Process> children;
    for (std::size_t i = 0; i < lists.size(); ++i)
        children.emplace_back([&, i] {
            std::ranges::copy(lists[i], shared[i].begin());
            sort(shared[i]);
        });
    for (Process& child : children)
        child.join();
    shared.copy_to(lists);
}
