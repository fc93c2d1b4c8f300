/// One unlock too many is avoided by the guard.
#include <mutex>
#include <thread>

int main() {
    std::mutex mutex;
    int counter = 0;
    auto add = [&] {
        std::unique_lock lock(mutex);
        ++counter;
        lock.unlock();
    };
    std::thread a(add), b(add);
    a.join();
    b.join();
    return counter;
}
