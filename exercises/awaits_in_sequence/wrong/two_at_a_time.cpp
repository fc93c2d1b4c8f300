// expects: awaits_in_sequence
#include "coroutines/primitives/gather_bounded.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<std::vector<int>> ask_all(std::vector<Ask> branches) {
    std::vector<Task<int>> tasks;
    for (const Ask& ask : branches)
        tasks.push_back(ask());
    co_return co_await triptych::coroutines::gather_bounded(2, std::move(tasks));
}
