// expects: wrong_result
#include "exercise.hpp"

void meet(Barrier& barrier) {
    const std::lock_guard lock{barrier.mutex};
    ++barrier.arrived;
    barrier.bell.notify_all();
}
