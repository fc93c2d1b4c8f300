// expects: wrong_result
#include <cmath>
#include <thread>
#include <vector>

#include "exercise.hpp"

double speed_up(double alone, int cooks) {
    return 1 / (alone + (1 - alone) / cooks);
}

int cooks_for(double alone, double wanted) {
    const double left = 1 / wanted - alone;
    if (left <= 1e-9) return 0;
    return static_cast<int>((1 - alone) / left);
}

void cook_all(int meals, int cooks, const std::function<void()>& shop,
              const std::function<void(int)>& cook) {
    shop();
    std::vector<std::jthread> team;
    for (int first = 0; first < cooks; ++first)
        team.emplace_back([=, &cook] {
            for (int meal = first; meal < meals; meal += cooks)
                cook(meal);
        });
}
