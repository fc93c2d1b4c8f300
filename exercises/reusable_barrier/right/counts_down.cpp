// Counts down in its own variable of the round.
#include "exercise.hpp"

void meet(Barrier& barrier) {
    std::unique_lock lock{barrier.mutex};
    const int mine = barrier.round;
    const int missing = barrier.threads - ++barrier.arrived;
    if (missing == 0) {
        barrier.arrived = 0;
        ++barrier.round;
        barrier.bell.notify_all();
        return;
    }
    barrier.bell.wait(lock, [&] { return barrier.round != mine; });
}
