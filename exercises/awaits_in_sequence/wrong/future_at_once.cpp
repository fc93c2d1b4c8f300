// expects: awaits_in_sequence
#include "coroutines/primitives/create_task.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<std::vector<int>> ask_all(std::vector<Ask> branches) {
    std::vector<int> answers;
    for (const Ask& ask : branches) {
        auto future = triptych::coroutines::create_task(ask());
        answers.push_back(co_await future);
    }
    co_return answers;
}
