// expects: lost_update, without explore: passes
#include <atomic>
#include <thread>
#include <vector>

#include "exercise.hpp"

int count_visitors(int doors, int visitors) {
    std::atomic<int> counter = 0;
    std::vector<std::jthread> threads;
    for (int door = 0; door < doors; ++door)
        threads.emplace_back([&] {
            for (int visitor = 0; visitor < visitors; ++visitor)
                counter = counter + 1;
        });
    threads.clear();
    return counter;
}
