// expects: never_awaited
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<std::vector<int>> ask_all(std::vector<Ask> branches) {
    std::vector<int> answers;
    for (const Ask& ask : branches) {
        auto task = ask();
        answers.push_back(0);
    }
    co_return answers;
}
