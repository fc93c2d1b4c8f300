/// A condition is checked once: another consumer may have taken the item first.
#include <cassert>
#include <condition_variable>
#include <mutex>
#include <thread>

int main() {
    std::mutex mutex;
    std::condition_variable changed;
    int items = 0;
    auto take = [&] {
        std::unique_lock lock(mutex);
        if (items == 0) changed.wait(lock);
        --items;
        assert(items >= 0);
    };
    std::thread a(take), b(take);
    for (int i = 0; i < 2; ++i) {
        std::lock_guard lock(mutex);
        ++items;
        changed.notify_all();
    }
    a.join();
    b.join();
}
