// expects: lost_update, without explore: data_race
#include <thread>
#include <vector>

#include "exercise.hpp"

int count_visitors(int doors, int visitors) {
    int counter = 0;
    std::vector<std::jthread> threads;
    for (int door = 0; door < doors; ++door)
        threads.emplace_back([&] {
            for (int visitor = 0; visitor < visitors; ++visitor)
                ++counter;
        });
    threads.clear();  // joins them
    return counter;
}
