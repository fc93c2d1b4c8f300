// expects: barrier_used_again
#include "exercise.hpp"

void meet(Barrier& barrier) {
    std::unique_lock lock{barrier.mutex};
    ++barrier.arrived;
    if (barrier.arrived == barrier.threads) barrier.bell.notify_all();
    barrier.bell.wait(lock, [&] { return barrier.arrived >= barrier.threads; });
    ++barrier.round;  // how many have left
    if (barrier.round == barrier.threads) {
        barrier.arrived = 0;
        barrier.round = 0;
    }
}
