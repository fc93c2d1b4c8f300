// The round is counted before the bell, and all leave by one way.
#include "exercise.hpp"

void meet(Barrier& barrier) {
    std::unique_lock lock{barrier.mutex};
    const int mine = barrier.round;
    ++barrier.arrived;
    if (barrier.arrived == barrier.threads) {
        ++barrier.round;
        barrier.arrived = 0;
        lock.unlock();
        barrier.bell.notify_all();
    } else {
        while (barrier.round == mine)
            barrier.bell.wait(lock);
    }
}
