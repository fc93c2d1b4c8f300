/// The loop variable is captured by value.
#include <atomic>
#include <thread>
#include <vector>

int main() {
    std::atomic<int> sum{0};
    std::vector<std::thread> threads;
    for (int i = 1; i <= 2; ++i)
        threads.emplace_back([&sum, i] { sum += i; });
    for (std::thread& thread : threads)
        thread.join();
    return sum;
}
