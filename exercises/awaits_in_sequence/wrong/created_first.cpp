// expects: awaits_in_sequence
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<std::vector<int>> ask_all(std::vector<Ask> branches) {
    std::vector<Task<int>> tasks;
    for (const Ask& ask : branches)
        tasks.push_back(ask());
    std::vector<int> answers;
    for (Task<int>& task : tasks)
        answers.push_back(co_await std::move(task));
    co_return answers;
}
