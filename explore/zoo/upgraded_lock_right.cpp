/// Two readers want to become writers after they have let go.
#include <shared_mutex>
#include <thread>

int main() {
    std::shared_mutex mutex;
    int value = 0;
    auto grow = [&] {
        mutex.lock_shared();
        int seen = value;
        mutex.unlock_shared();
        mutex.lock();
        if (value == seen) value = seen + 1;
        mutex.unlock();
    };
    std::thread a(grow), b(grow);
    a.join();
    b.join();
}
