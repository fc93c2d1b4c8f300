// Begins all, and awaits the futures one by one: they run meanwhile.
#include "coroutines/primitives/create_task.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<std::vector<int>> ask_all(std::vector<Ask> branches) {
    std::vector<triptych::coroutines::Future<int>> futures;
    for (const Ask& ask : branches)
        futures.push_back(triptych::coroutines::create_task(ask()));
    std::vector<int> answers;
    for (const auto& future : futures)
        answers.push_back(co_await future);
    co_return answers;
}
