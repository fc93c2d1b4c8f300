// An atomic counter.
#include <atomic>
#include <thread>
#include <vector>

#include "exercise.hpp"

int count_visitors(int doors, int visitors) {
    std::atomic<int> counter = 0;
    std::vector<std::thread> threads;
    for (int door = 0; door < doors; ++door)
        threads.emplace_back([&counter, visitors] {
            for (int visitor = 0; visitor < visitors; ++visitor)
                counter.fetch_add(1, std::memory_order_relaxed);
        });
    for (std::thread& thread : threads)
        thread.join();
    return counter.load();
}
