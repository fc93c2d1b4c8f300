// Two doors: nobody comes in until the last one has left.
#include "exercise.hpp"

void meet(Barrier& barrier) {
    int& leaving = barrier.round;
    std::unique_lock lock{barrier.mutex};
    barrier.bell.wait(lock, [&] { return leaving == 0; });
    if (++barrier.arrived == barrier.threads) {
        leaving = barrier.arrived;
        barrier.arrived = 0;
        barrier.bell.notify_all();
    }
    barrier.bell.wait(lock, [&] { return leaving > 0; });
    if (--leaving == 0) barrier.bell.notify_all();
}
