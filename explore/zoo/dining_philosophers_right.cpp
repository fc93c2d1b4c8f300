/// Dining philosophers: each takes the left fork first, but the last one the right.
#include <array>
#include <mutex>
#include <thread>

std::array<std::mutex, 3> forks;

void eat(int first, int second) {
    std::lock_guard one(forks[first]);
    std::lock_guard two(forks[second]);
}

int main() {
    std::thread a(eat, 0, 1), b(eat, 1, 2), c(eat, 0, 2);
    a.join();
    b.join();
    c.join();
}
