// Each cook has a block of meals, and the caller is one of the cooks.
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
    const auto block = [&](int number) {
        for (int meal = meals * number / cooks; meal < meals * (number + 1) / cooks; ++meal)
            cook(meal);
    };
    std::vector<std::thread> helpers;
    for (int number = 1; number < cooks; ++number)
        helpers.emplace_back(block, number);
    block(0);
    for (std::thread& helper : helpers)
        helper.join();
}
