// A lambda that refers to the parameter, which lives in the frame.
#include "coroutines/primitives/offload.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<int> look_up(std::function<int()> query, const triptych::RunElsewhere& elsewhere) {
    const auto call = [&query] { return query(); };
    co_return co_await triptych::coroutines::offload(elsewhere, call);
}
