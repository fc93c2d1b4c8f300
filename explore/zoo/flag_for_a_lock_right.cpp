/// A flag for a lock: it is tested and set in one step.
#include <atomic>
#include <thread>

int main() {
    std::atomic<bool> locked{false};
    int counter = 0;
    auto add = [&] {
        while (locked.exchange(true)) {
        }
        ++counter;
        locked = false;
    };
    std::thread a(add), b(add);
    a.join();
    b.join();
    return counter;
}
