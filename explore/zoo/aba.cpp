/// ABA: a stack's top is compared by its address alone, and the same node comes back.
#include <atomic>
#include <cassert>
#include <cstdint>
#include <thread>

// Nodes 1 and 2; 0 is no node. next[1] == 2 at first.
std::atomic<std::uint32_t> next_of[3] = {0, 2, 0};
std::atomic<std::uint32_t> top{1};

std::uint32_t node(std::uint32_t word) {
    return word;
}
std::uint32_t changed(std::uint32_t, std::uint32_t to) {
    return to;
}

std::uint32_t pop() {
    for (;;) {
        std::uint32_t old = top.load();
        if (node(old) == 0) return 0;
        std::uint32_t below = next_of[node(old)].load();
        if (top.compare_exchange_strong(old, changed(old, below))) return node(old);
    }
}

void push(std::uint32_t one) {
    std::uint32_t old = top.load();
    do
        next_of[one].store(node(old));
    while (!top.compare_exchange_strong(old, changed(old, one)));
}

int main() {
    std::uint32_t mine = 0;
    std::thread slow([&] { mine = pop(); });
    std::uint32_t first = pop();
    std::uint32_t kept = pop();
    if (first != 0) push(first);
    slow.join();
    std::uint32_t left = pop();
    assert(kept == 0 || (kept != mine && kept != left));
}
