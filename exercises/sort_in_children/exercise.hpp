/// The numbers that stayed unsorted: what you write.
#pragma once

#include <functional>
#include <span>
#include <vector>

/// Sorts each list in a child process of its own, which calls sort(the list).
void sort_all(std::vector<std::vector<int>>& lists,
              const std::function<void(std::span<int>)>& sort);
