// expects: sequential_in_disguise
#include "exercise.hpp"

void sort_all(std::vector<std::vector<int>>& lists,
              const std::function<void(std::span<int>)>& sort) {
    for (auto& list : lists)
        sort(list);
}
