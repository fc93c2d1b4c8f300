/// A thread object is destroyed before it is joined.
#include <atomic>
#include <thread>

int main() {
    std::atomic<bool> failed{false};
    std::thread other([&] { failed = true; });
    {
        std::thread worker([] {});
        if (failed) {
            other.join();
            return 1;
        }
        worker.join();
    }
    other.join();
    return 0;
}
