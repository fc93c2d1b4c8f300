/// Two tills sell a ticket each, and count it. Returns how many were counted.
#include <atomic>
#include <thread>

int main() {
    std::atomic<int> sold = 0;
    const auto sell = [&] {
        const int before = sold.load();
        sold.store(before + 1);
    };
    std::thread first{sell};
    std::thread second{sell};
    first.join();
    second.join();
    return sold;
}
