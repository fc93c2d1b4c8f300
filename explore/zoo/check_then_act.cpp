/// Check-then-act: the balance is checked under one lock and changed under another.
#include <cassert>
#include <mutex>
#include <thread>

int main() {
    int balance = 100;
    std::mutex mutex;
    auto withdraw = [&] {
        bool enough;
        {
            std::lock_guard lock(mutex);
            enough = balance >= 100;
        }
        if (enough) {
            std::lock_guard lock(mutex);
            balance -= 100;
        }
    };
    std::thread a(withdraw), b(withdraw);
    a.join();
    b.join();
    assert(balance >= 0);
}
