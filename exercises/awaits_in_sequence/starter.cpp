#include "exercise.hpp"

using triptych::coroutines::Task;

Task<std::vector<int>> ask_all(std::vector<Ask> branches) {
    std::vector<int> answers;
    for (const Ask& ask : branches)
        answers.push_back(co_await ask());  // Your turn: when is the next one asked?
    co_return answers;
}
