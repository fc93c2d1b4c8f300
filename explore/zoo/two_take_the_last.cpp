/// Check-then-act: the owner of a deque pops the last item, and a thief steals the same one.
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
    if (first > last) {
        bottom.store(first);
        return 0;
    }
    return items[last];
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
