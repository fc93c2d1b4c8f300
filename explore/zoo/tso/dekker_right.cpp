/// Dekker's entry: each says "I want to", then looks at the other. Under TSO a sequentially
/// consistent store is seen before the look.
#include <atomic>
#include <thread>

int main() {
    std::atomic<bool> first{false}, second{false};
    int counter = 0;
    std::thread a([&] {
        first.store(true, std::memory_order_seq_cst);
        if (!second.load(std::memory_order_acquire)) ++counter;
    });
    std::thread b([&] {
        second.store(true, std::memory_order_seq_cst);
        if (!first.load(std::memory_order_acquire)) ++counter;
    });
    a.join();
    b.join();
    return counter;
}
