// A loop, and everybody is counted in the same way.
#include "exercise.hpp"

void meet(Barrier& barrier) {
    std::unique_lock lock{barrier.mutex};
    const int mine = barrier.round;
    if (++barrier.arrived == barrier.threads) {
        barrier.round = mine + 1;
        barrier.arrived = 0;
        barrier.bell.notify_all();
    }
    while (barrier.round == mine)
        barrier.bell.wait(lock);
}
