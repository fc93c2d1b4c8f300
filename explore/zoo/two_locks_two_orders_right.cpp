/// Deadlock: two threads take the same two locks in the same order.
#include <mutex>
#include <thread>

int main() {
    std::mutex left, right;
    std::thread a([&] {
        std::lock_guard first(left);
        std::lock_guard second(right);
    });
    std::thread b([&] {
        std::lock_guard first(left);
        std::lock_guard second(right);
    });
    a.join();
    b.join();
}
