// Names the task before it awaits it.
#include "coroutines/primitives/offload.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<int> look_up(std::function<int()> query, const triptych::RunElsewhere& elsewhere) {
    Task<int> answer = triptych::coroutines::offload(elsewhere, query);
    const int found = co_await std::move(answer);
    co_return found;
}
