/// A notification is not kept: a thread that waits too late waits for ever.
#include <condition_variable>
#include <mutex>
#include <thread>

int main() {
    std::mutex mutex;
    std::condition_variable changed;
    bool done = false;
    std::thread waiter([&] {
        std::unique_lock lock(mutex);
        changed.wait(lock);
    });
    {
        std::lock_guard lock(mutex);
        done = true;
        changed.notify_one();
    }
    waiter.join();
}
