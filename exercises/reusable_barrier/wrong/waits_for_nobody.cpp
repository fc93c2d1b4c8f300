// expects: barrier_used_again
#include "exercise.hpp"

void meet(Barrier& barrier) {
    std::unique_lock lock{barrier.mutex};
    if (++barrier.arrived == barrier.threads) {
        barrier.arrived = 0;
        barrier.bell.notify_all();
    }
    while (barrier.arrived != 0)
        barrier.bell.wait(lock);
}
