// Each task writes to a place of its own.
#include "coroutines/primitives/gather.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

namespace {

Task<> note(Task<int> task, int& place) {
    const int answer = co_await std::move(task);
    place = answer;
}

}  // namespace

Task<std::vector<int>> ask_all(std::vector<Ask> branches) {
    std::vector<int> answers(branches.size());
    std::vector<Task<>> tasks;
    for (std::size_t i = 0; i < branches.size(); ++i)
        tasks.push_back(note(branches[i](), answers[i]));
    co_await triptych::coroutines::gather(std::move(tasks));
    co_return answers;
}
