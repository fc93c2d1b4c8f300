// Compares and exchanges until nobody came in between.
#include <atomic>
#include <thread>
#include <vector>

#include "exercise.hpp"

int count_visitors(int doors, int visitors) {
    std::atomic<int> counter{0};
    std::vector<std::thread> threads;
    for (int door = 0; door < doors; ++door)
        threads.emplace_back([&counter, visitors] {
            for (int visitor = 0; visitor < visitors; ++visitor) {
                int seen = counter.load();
                while (!counter.compare_exchange_weak(seen, seen + 1)) {
                }
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    return counter;
}
