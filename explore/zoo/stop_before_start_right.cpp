/// Stop before start: the worker finds the flag set before it starts.
#include <atomic>
#include <thread>

int main() {
    std::atomic<bool> running{true};
    std::thread worker([&] {
        while (running) {
        }
    });
    running = false;
    worker.join();
}
