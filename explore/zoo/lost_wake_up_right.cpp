/// Lost wake-up: the flag is set under the lock that the waiter holds.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

int main() {
    std::mutex mutex;
    std::condition_variable changed;
    std::atomic<bool> ready{false};
    std::thread waiter([&] {
        std::unique_lock lock(mutex);
        while (!ready)
            changed.wait(lock);
    });
    {
        std::lock_guard lock(mutex);
        ready = true;
    }
    changed.notify_one();
    waiter.join();
}
