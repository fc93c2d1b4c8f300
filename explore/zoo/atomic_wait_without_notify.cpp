/// std::atomic::wait sleeps until it is notified: a store alone does not wake it.
#include <atomic>
#include <thread>

int main() {
    std::atomic<bool> ready{false};
    std::thread waiter([&] { ready.wait(false); });
    ready = true;
    waiter.join();
}
