// expects: wrong_result
#include "coroutines/primitives/gather.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

namespace {

Task<> note(Task<int> task, std::vector<int>& answers) {
    answers.push_back(co_await std::move(task));
}

}  // namespace

Task<std::vector<int>> ask_all(std::vector<Ask> branches) {
    std::vector<int> answers;
    std::vector<Task<>> tasks;
    for (const Ask& ask : branches)
        tasks.push_back(note(ask(), answers));
    co_await triptych::coroutines::gather(std::move(tasks));
    co_return answers;
}
