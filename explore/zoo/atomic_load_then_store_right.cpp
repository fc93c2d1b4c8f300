/// Lost update without a data race: one atomic step reads and writes.
#include <atomic>
#include <cassert>
#include <thread>

int main() {
    std::atomic<int> counter{0};
    auto add = [&] { counter.fetch_add(1); };
    std::thread a(add), b(add);
    a.join();
    b.join();
    assert(counter == 2);
}
