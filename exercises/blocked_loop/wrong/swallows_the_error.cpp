// expects: wrong_result
#include "coroutines/primitives/offload.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<int> look_up(std::function<int()> query, const triptych::RunElsewhere& elsewhere) {
    const auto careful = [&]() -> int {
        try {
            return query();
        } catch (const std::exception&) {
            return 0;
        }
    };
    co_return co_await triptych::coroutines::offload(elsewhere, careful);
}
