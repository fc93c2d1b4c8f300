/// A return under a guard, which unlocks: the next thread waits for ever.
#include <mutex>
#include <thread>

int main() {
    std::mutex mutex;
    int left = 1;
    auto take = [&] {
        std::lock_guard lock(mutex);
        if (left == 0) return;
        --left;
    };
    std::thread a(take), b(take), c(take);
    a.join();
    b.join();
    c.join();
}
