/// try_lock may fail: the result is ignored.
#include <mutex>
#include <thread>

int main() {
    std::mutex mutex;
    int counter = 0;
    auto add = [&] {
        mutex.try_lock();
        ++counter;
        mutex.unlock();
    };
    std::thread a(add), b(add);
    a.join();
    b.join();
    return counter;
}
