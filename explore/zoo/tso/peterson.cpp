/// Peterson's lock: release stores of the flag and the turn, which under TSO wait in a buffer.
#include <atomic>
#include <thread>

std::atomic<bool> wants[2] = {false, false};
std::atomic<int> turn{0};
int counter = 0;

void add(int me) {
    const int other = 1 - me;
    wants[me].store(true, std::memory_order_release);
    turn.store(other, std::memory_order_release);
    while (wants[other].load(std::memory_order_acquire) &&
           turn.load(std::memory_order_acquire) == other) {
    }
    ++counter;
    wants[me].store(false, std::memory_order_release);
}

int main() {
    std::thread a(add, 0), b(add, 1);
    a.join();
    b.join();
    return counter;
}
