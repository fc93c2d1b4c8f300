/// Dekker's entry: each says "I want to", then looks at the other. Under TSO both stores still wait
/// in their buffers.
#include <atomic>
#include <thread>

int main() {
    std::atomic<bool> first{false}, second{false};
    int counter = 0;
    std::thread a([&] {
        first.store(true, std::memory_order_release);
        if (!second.load(std::memory_order_acquire)) ++counter;
    });
    std::thread b([&] {
        second.store(true, std::memory_order_release);
        if (!first.load(std::memory_order_acquire)) ++counter;
    });
    a.join();
    b.join();
    return counter;
}
