/// A flag for a lock: it is tested and set in two steps.
#include <atomic>
#include <thread>

int main() {
    std::atomic<bool> locked{false};
    int counter = 0;
    auto add = [&] {
        while (locked) {
        }
        locked = true;
        ++counter;
        locked = false;
    };
    std::thread a(add), b(add);
    a.join();
    b.join();
    return counter;
}
