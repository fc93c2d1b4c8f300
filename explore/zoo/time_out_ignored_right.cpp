/// wait_for may end because time ran out: the result is looked at.
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

int main() {
    std::mutex mutex;
    std::condition_variable changed;
    bool ready = false;
    std::thread worker([&] {
        std::lock_guard lock(mutex);
        ready = true;
        changed.notify_one();
    });
    {
        std::unique_lock lock(mutex);
        if (changed.wait_for(lock, std::chrono::seconds(1), [&] { return ready; })) assert(ready);
    }
    worker.join();
}
