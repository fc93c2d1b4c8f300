/// The owner and the thief agree on the last item by an exchange that only one of them can win.
#include <atomic>
#include <cassert>
#include <thread>

// Items are taken from both ends: by the owner at the bottom, by a thief at the top.
int items[2] = {1, 2};
std::atomic<int> top{0};
std::atomic<int> bottom{2};

int pop() {
    int last = bottom.load() - 1;
    bottom.store(last);
    int first = top.load();
    if (first < last) return items[last];
    int item = 0;
    if (first == last && top.compare_exchange_strong(first, first + 1)) item = items[last];
    bottom.store(last + 1);
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
    std::thread thief([&] { stolen = steal(); });
    int newest = pop();
    int other = pop();
    thief.join();
    assert(newest + other + stolen == 3);
}
