// Each cook takes the next meal from an atomic counter.
#include <atomic>
#include <cmath>
#include <thread>
#include <vector>

#include "exercise.hpp"

double speed_up(double alone, int cooks) {
    return 1 / (alone + (1 - alone) / cooks);
}

int cooks_for(double alone, double wanted) {
    const double left = 1 / wanted - alone;  // of the time, for what is shared
    if (left <= 1e-9) return 0;
    return static_cast<int>(std::ceil((1 - alone) / left - 1e-9));
}

void cook_all(int meals, int cooks, const std::function<void()>& shop,
              const std::function<void(int)>& cook) {
    shop();
    std::atomic<int> next = 0;
    std::vector<std::jthread> team;
    for (int number = 0; number < cooks; ++number)
        team.emplace_back([&] {
            for (int meal = next++; meal < meals; meal = next++)
                cook(meal);
        });
    team.clear();
}
