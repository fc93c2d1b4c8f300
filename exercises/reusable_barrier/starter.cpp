#include "exercise.hpp"

void meet(Barrier& barrier) {
    std::unique_lock lock{barrier.mutex};
    ++barrier.arrived;
    if (barrier.arrived == barrier.threads) {
        barrier.arrived = 0;  // Your turn: do those who wait see this before the next round begins?
        barrier.bell.notify_all();
        return;
    }
    barrier.bell.wait(lock, [&] { return barrier.arrived == 0; });
}
