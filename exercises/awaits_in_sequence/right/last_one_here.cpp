// All but the last run on their own.
#include "coroutines/primitives/create_task.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<std::vector<int>> ask_all(std::vector<Ask> branches) {
    std::vector<int> answers;
    if (branches.empty()) co_return answers;
    std::vector<triptych::coroutines::Future<int>> others;
    for (std::size_t i = 0; i + 1 < branches.size(); ++i)
        others.push_back(triptych::coroutines::create_task(branches[i]()));
    const int last = co_await branches.back()();
    for (const auto& other : others)
        answers.push_back(co_await other);
    answers.push_back(last);
    co_return answers;
}
