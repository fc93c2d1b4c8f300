/// Only one thread writes, but the other reads under the lock, too.
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
        std::lock_guard lock(mutex);
        seen = shared;
    }
    writer.join();
    return seen;
}
