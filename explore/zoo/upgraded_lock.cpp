/// Two readers want to become writers while both still read.
#include <shared_mutex>
#include <thread>

int main() {
    std::shared_mutex mutex;
    int value = 0;
    auto grow = [&] {
        mutex.lock_shared();
        int seen = value;
        mutex.lock();
        value = seen + 1;
        mutex.unlock();
        mutex.unlock_shared();
    };
    std::thread a(grow), b(grow);
    a.join();
    b.join();
}
