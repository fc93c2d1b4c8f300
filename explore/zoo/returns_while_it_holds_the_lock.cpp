/// A return without an unlock: the next thread waits for ever.
#include <mutex>
#include <thread>

int main() {
    std::mutex mutex;
    int left = 1;
    auto take = [&] {
        mutex.lock();
        if (left == 0) return;
        --left;
        mutex.unlock();
    };
    std::thread a(take), b(take), c(take);
    a.join();
    b.join();
    c.join();
}
