/// Two numbers that belong together are two atomics, read one after the other.
#include <atomic>
#include <cassert>
#include <thread>

int main() {
    std::atomic<int> left{1}, right{1};
    std::thread mover([&] {
        --left;
        ++right;
    });
    assert(left + right == 2);
    mover.join();
}
