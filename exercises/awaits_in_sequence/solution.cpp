#include "coroutines/primitives/gather.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<std::vector<int>> ask_all(std::vector<Ask> branches) {
    std::vector<Task<int>> answers;
    for (const Ask& ask : branches)
        answers.push_back(ask());
    co_return co_await triptych::coroutines::gather(std::move(answers));
}
