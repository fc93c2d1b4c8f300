// expects: lost_wake_up, without explore: barrier_used_again
#include "exercise.hpp"

void meet(Barrier& barrier) {
    std::unique_lock lock{barrier.mutex};
    const int mine = barrier.round;
    if (++barrier.arrived == barrier.threads) {
        barrier.arrived = 0;
        ++barrier.round;
        return;
    }
    barrier.bell.wait(lock, [&] { return barrier.round != mine; });
}
