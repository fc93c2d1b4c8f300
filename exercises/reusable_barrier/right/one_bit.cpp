// One bit, which changes in every round.
#include "exercise.hpp"

void meet(Barrier& barrier) {
    std::unique_lock lock{barrier.mutex};
    const int next = 1 - barrier.round;
    if (++barrier.arrived == barrier.threads) {
        barrier.arrived = 0;
        barrier.round = next;
        lock.unlock();
        barrier.bell.notify_all();
        return;
    }
    barrier.bell.wait(lock, [&] { return barrier.round == next; });
}
