// expects: wrong_result
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<int> look_up(std::function<int()> query, const triptych::RunElsewhere& /*elsewhere*/) {
    co_return query ? 42 : 7;
}
