/// Two threads and a mutex: the second waits for it, because the first unlocks it only then.
#include <mutex>
#include <thread>

namespace {

/// The C library writes 2 there once a thread waits for the mutex.
bool has_waiter(std::mutex& mutex) {
    return __atomic_load_n(&mutex.native_handle()->__data.__lock, __ATOMIC_RELAXED) == 2;
}

}  // namespace

int main() {
    std::mutex mutex;
    std::unique_lock first{mutex};
    std::thread second{[&] { const std::lock_guard lock{mutex}; }};
    while (!has_waiter(mutex))
        std::this_thread::yield();
    first.unlock();
    second.join();
}
