/// Two tills change money with each other: each locks its own drawer, then the other one's.
#include <mutex>
#include <thread>

int main() {
    std::mutex left;
    std::mutex right;
    std::thread first{[&] {
        const std::lock_guard own{left};
        const std::lock_guard other{right};
    }};
    std::thread second{[&] {
        const std::lock_guard own{right};
        const std::lock_guard other{left};
    }};
    first.join();
    second.join();
}
