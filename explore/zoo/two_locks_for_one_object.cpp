/// Two threads guard one object with two different locks.
#include <mutex>
#include <thread>

int main() {
    std::mutex one, other;
    int shared = 0;
    std::thread a([&] {
        std::lock_guard lock(one);
        ++shared;
    });
    std::thread b([&] {
        std::lock_guard lock(other);
        ++shared;
    });
    a.join();
    b.join();
    return shared;
}
