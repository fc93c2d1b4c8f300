/// Check-then-act: the lock is held from the check to the change.
#include <cassert>
#include <mutex>
#include <thread>

int main() {
    int balance = 100;
    std::mutex mutex;
    auto withdraw = [&] {
        std::lock_guard lock(mutex);
        if (balance >= 100) balance -= 100;
    };
    std::thread a(withdraw), b(withdraw);
    a.join();
    b.join();
    assert(balance >= 0);
}
