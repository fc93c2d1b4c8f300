/// Double-checked locking: the first check acquires what the other thread released.
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

struct Settings {
    int value = 7;
};
std::mutex mutex;
std::atomic<Settings*> settings{nullptr};

int value() {
    Settings* seen = settings.load(std::memory_order_acquire);
    if (seen == nullptr) {
        std::lock_guard lock(mutex);
        seen = settings.load(std::memory_order_relaxed);
        if (seen == nullptr) {
            seen = new Settings;
            settings.store(seen, std::memory_order_release);
        }
    }
    return seen->value;
}

int main() {
    std::thread a(value), b(value);
    a.join();
    b.join();
    return value();
}
