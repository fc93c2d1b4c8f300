#include <mutex>
#include <thread>
#include <vector>

#include "exercise.hpp"

int count_visitors(int doors, int visitors) {
    std::mutex mutex;
    int counter = 0;  // guarded by mutex
    std::vector<std::jthread> threads;
    for (int door = 0; door < doors; ++door)
        threads.emplace_back([&] {
            for (int visitor = 0; visitor < visitors; ++visitor) {
                const std::lock_guard lock{mutex};
                ++counter;
            }
        });
    threads.clear();  // joins them
    return counter;
}
