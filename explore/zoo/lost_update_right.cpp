/// Lost update: the counter is guarded by a mutex.
#include <mutex>
#include <thread>

int main() {
    int counter = 0;
    std::mutex mutex;
    auto add = [&] {
        std::lock_guard lock(mutex);
        ++counter;
    };
    std::thread a(add), b(add);
    a.join();
    b.join();
    return counter;
}
