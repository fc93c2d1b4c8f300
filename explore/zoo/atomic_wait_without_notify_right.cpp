/// std::atomic::wait sleeps until it is notified: a store alone does not, notify_one does.
#include <atomic>
#include <thread>

int main() {
    std::atomic<bool> ready{false};
    std::thread waiter([&] { ready.wait(false); });
    ready = true;
    ready.notify_one();
    waiter.join();
}
