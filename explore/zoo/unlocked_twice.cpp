/// One unlock too many: the mutex is unlocked by hand and by its guard.
#include <mutex>
#include <thread>

int main() {
    std::mutex mutex;
    int counter = 0;
    auto add = [&] {
        std::lock_guard lock(mutex);
        ++counter;
        mutex.unlock();
    };
    std::thread a(add), b(add);
    a.join();
    b.join();
    return counter;
}
