/// The owner of a deque announces which item it takes, then looks at the thieves. Under TSO the
/// announcement may still wait in its buffer, and a thief takes the same item.
#include <atomic>
#include <cassert>
#include <thread>

// Items are taken from both ends: by the owner at the bottom, by a thief at the top.
int items[2] = {1, 2};
std::atomic<int> top{0};
std::atomic<int> bottom{2};

int pop() {
    int last = bottom.load(std::memory_order_relaxed) - 1;
    bottom.store(last, std::memory_order_release);
    int first = top.load();
    if (first < last) return items[last];
    int item = 0;
    if (first == last && top.compare_exchange_strong(first, first + 1)) item = items[last];
    bottom.store(last + 1, std::memory_order_release);
    return item;
}

int steal() {
    int first = top.load();
    if (first >= bottom.load()) return 0;
    int item = items[first];
    return top.compare_exchange_strong(first, first + 1) ? item : 0;
}

int main() {
    int stolen = 0;
    std::thread thief([&] { stolen = steal() + steal(); });
    int newest = pop();
    int other = pop();
    thief.join();
    assert(newest + other + stolen == 3);
}
