/// Two numbers that belong together are one atomic.
#include <atomic>
#include <cassert>
#include <thread>

struct Both {
    int left, right;
};

int main() {
    std::atomic<Both> both{Both{1, 1}};
    std::thread mover([&] { both = Both{0, 2}; });
    Both seen = both;
    assert(seen.left + seen.right == 2);
    mover.join();
}
