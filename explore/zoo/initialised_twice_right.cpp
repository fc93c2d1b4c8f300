/// Lazy initialisation: std::call_once runs it once.
#include <atomic>
#include <cassert>
#include <mutex>
#include <thread>

int main() {
    std::atomic<int> times{0};
    std::once_flag once;
    auto use = [&] { std::call_once(once, [&] { ++times; }); };
    std::thread a(use), b(use);
    a.join();
    b.join();
    assert(times == 1);
}
