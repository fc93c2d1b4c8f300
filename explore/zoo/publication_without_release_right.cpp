/// Publication: the flag is stored with release, which publishes the data.
#include <atomic>
#include <thread>

int main() {
    int data = 0;
    std::atomic<bool> ready{false};
    std::thread writer([&] {
        data = 42;
        ready.store(true, std::memory_order_release);
    });
    int seen = 42;
    if (ready.load(std::memory_order_acquire)) seen = data;
    writer.join();
    return seen;
}
