#include "exercise.hpp"

void meet(Barrier& barrier) {
    std::unique_lock lock{barrier.mutex};
    const int mine = barrier.round;
    ++barrier.arrived;
    if (barrier.arrived == barrier.threads) {
        barrier.arrived = 0;
        ++barrier.round;
        barrier.bell.notify_all();
        return;
    }
    barrier.bell.wait(lock, [&] { return barrier.round != mine; });
}
