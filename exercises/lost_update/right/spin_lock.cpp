// A lock of an atomic_flag.
#include <atomic>
#include <thread>
#include <vector>

#include "exercise.hpp"

int count_visitors(int doors, int visitors) {
    std::atomic_flag taken;
    int counter = 0;  // guarded by taken
    std::vector<std::jthread> threads;
    for (int door = 0; door < doors; ++door)
        threads.emplace_back([&] {
            for (int visitor = 0; visitor < visitors; ++visitor) {
                while (taken.test_and_set(std::memory_order_acquire))
                    std::this_thread::yield();
                ++counter;
                taken.clear(std::memory_order_release);
            }
        });
    threads.clear();  // joins them
    return counter;
}
