/// Only one thread writes, but the other reads without the lock.
#include <mutex>
#include <thread>

int main() {
    std::mutex mutex;
    int shared = 0;
    std::thread writer([&] {
        std::lock_guard lock(mutex);
        shared = 1;
    });
    int seen = 0;
    {
        seen = shared;
    }
    writer.join();
    return seen;
}
