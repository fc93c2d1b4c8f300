#include "coroutines/primitives/offload.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<int> look_up(std::function<int()> query, const triptych::RunElsewhere& elsewhere) {
    co_return co_await triptych::coroutines::offload(elsewhere, std::move(query));
}
