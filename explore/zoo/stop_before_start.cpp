/// Stop before start: the worker sets the flag itself, after it was told to stop.
#include <atomic>
#include <thread>

int main() {
    std::atomic<bool> running{false};
    std::thread worker([&] {
        running = true;
        while (running) {
        }
    });
    running = false;
    worker.join();
}
