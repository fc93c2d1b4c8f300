// expects: wrong_result
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<std::vector<int>> ask_all(std::vector<Ask> branches) {
    co_return std::vector<int>(branches.size(), 1);
}
