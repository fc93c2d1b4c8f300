/// A weak exchange may fail for no reason: it wants a loop.
#include <atomic>
#include <cassert>
#include <thread>

int main() {
    std::atomic<int> winner{0};
    auto race = [&](int me) {
        int nobody = 0;
        winner.compare_exchange_weak(nobody, me);
    };
    std::thread a(race, 1), b(race, 2);
    a.join();
    b.join();
    assert(winner != 0);
}
