// expects: barrier_used_again
#include "exercise.hpp"

void meet(Barrier& barrier) {
    std::unique_lock lock{barrier.mutex};
    ++barrier.arrived;
    barrier.bell.notify_all();
    barrier.bell.wait(lock, [&] { return barrier.arrived >= barrier.threads; });
}
