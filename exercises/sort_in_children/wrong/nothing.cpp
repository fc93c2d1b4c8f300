// expects: wrong_result
#include "exercise.hpp"

void sort_all(std::vector<std::vector<int>>& /*lists*/,
              const std::function<void(std::span<int>)>& /*sort*/) {}
