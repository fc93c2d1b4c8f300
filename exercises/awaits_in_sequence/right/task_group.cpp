// A group maps the branches to tasks.
#include "coroutines/primitives/task_group.hpp"

#include "exercise.hpp"

using triptych::coroutines::Task;

Task<std::vector<int>> ask_all(std::vector<Ask> branches) {
    triptych::coroutines::TaskGroup group;
    std::vector<triptych::coroutines::Future<int>> futures;
    for (const Ask& ask : branches)
        futures.push_back(group.create_task(ask()));
    co_await group.join();
    std::vector<int> answers;
    for (const auto& future : futures)
        answers.push_back(future.result());
    co_return answers;
}
