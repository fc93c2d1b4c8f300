/// One condition for two predicates: notify_one may wake a thread that waits for the other one.
#include <condition_variable>
#include <mutex>
#include <thread>

int main() {
    std::mutex mutex;
    std::condition_variable changed;
    bool full = false;
    auto put = [&] {
        std::unique_lock lock(mutex);
        while (full)
            changed.wait(lock);
        full = true;
        changed.notify_one();
    };
    auto take = [&] {
        std::unique_lock lock(mutex);
        while (!full)
            changed.wait(lock);
        full = false;
        changed.notify_one();
    };
    std::thread a(take), b(take), c([&] {
        put();
        put();
    });
    a.join();
    b.join();
    c.join();
}
