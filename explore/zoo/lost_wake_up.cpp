/// Lost wake-up: the flag is set without the lock, between the waiter's check and its wait.
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
        ready = true;
    }
    changed.notify_one();
    waiter.join();
}
