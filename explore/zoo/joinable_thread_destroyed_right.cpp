/// A thread object is destroyed before it, being a jthread, has joined.
#include <atomic>
#include <thread>

int main() {
    std::atomic<bool> failed{false};
    std::thread other([&] { failed = true; });
    {
        std::jthread worker([] {});
        if (failed) {
            other.join();
            return 0;
        }
    }
    other.join();
    return 0;
}
