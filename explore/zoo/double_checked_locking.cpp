/// Double-checked locking: the first check reads a plain pointer while another thread writes it.
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

struct Settings {
    int value = 7;
};
std::mutex mutex;
Settings* settings = nullptr;

int value() {
    if (settings == nullptr) {
        std::lock_guard lock(mutex);
        if (settings == nullptr) settings = new Settings;
    }
    return settings->value;
}

int main() {
    std::thread a(value), b(value);
    a.join();
    b.join();
    return value();
}
