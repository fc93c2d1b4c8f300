/// A consumer waits for an item while it holds the lock only after it has waited.
#include <mutex>
#include <semaphore>
#include <thread>

int main() {
    std::mutex mutex;
    std::counting_semaphore<1> items(0);
    int buffer = 0;
    std::thread consumer([&] {
        items.acquire();
        std::lock_guard lock(mutex);
        --buffer;
    });
    {
        std::lock_guard lock(mutex);
        ++buffer;
    }
    items.release();
    consumer.join();
    return buffer;
}
