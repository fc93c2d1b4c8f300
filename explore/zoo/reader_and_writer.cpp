/// A reader sees half of what a writer changes: it takes no lock.
#include <cassert>
#include <mutex>
#include <shared_mutex>
#include <thread>

int main() {
    std::shared_mutex mutex;
    std::atomic<int> first{0}, second{0};
    std::thread writer([&] {
        std::unique_lock lock(mutex);
        ++first;
        ++second;
    });
    auto read = [&] { assert(first == second); };
    std::thread a(read), b(read);
    writer.join();
    a.join();
    b.join();
}
