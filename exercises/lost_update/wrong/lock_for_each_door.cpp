// expects: wrong_lock
#include <mutex>
#include <thread>
#include <vector>

#include "exercise.hpp"

int count_visitors(int doors, int visitors) {
    int counter = 0;
    std::vector<std::jthread> threads;
    for (int door = 0; door < doors; ++door)
        threads.emplace_back([&] {
            std::mutex mutex;
            for (int visitor = 0; visitor < visitors; ++visitor) {
                const std::lock_guard lock{mutex};
                ++counter;
            }
        });
    threads.clear();
    return counter;
}
