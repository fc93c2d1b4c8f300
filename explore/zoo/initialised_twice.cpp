/// Lazy initialisation: the flag is checked and set in two steps.
#include <atomic>
#include <cassert>
#include <mutex>
#include <thread>

int main() {
    std::atomic<int> times{0};
    std::atomic<bool> done{false};
    auto use = [&] {
        if (!done) {
            ++times;
            done = true;
        }
    };
    std::thread a(use), b(use);
    a.join();
    b.join();
    assert(times == 1);
}
