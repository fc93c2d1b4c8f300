/// The doorkeeper sleeps until the bell rings, and main rings it once.
#include <condition_variable>
#include <mutex>
#include <thread>

int main() {
    std::mutex mutex;
    std::condition_variable bell;
    std::thread doorkeeper{[&] {
        std::unique_lock lock{mutex};
        bell.wait(lock);
    }};
    {
        const std::lock_guard lock{mutex};
        bell.notify_one();
    }
    doorkeeper.join();
}
