/// try_lock may fail: the result is looked at.
#include <mutex>
#include <thread>

int main() {
    std::mutex mutex;
    int counter = 0;
    auto add = [&] {
        if (!mutex.try_lock()) return;
        ++counter;
        mutex.unlock();
    };
    std::thread a(add), b(add);
    a.join();
    b.join();
    return counter;
}
