// Tries one cook after another.
#include <cmath>
#include <thread>
#include <vector>

#include "exercise.hpp"

double speed_up(double alone, int cooks) {
    return 1 / (alone + (1 - alone) / cooks);
}

int cooks_for(double alone, double wanted) {
    if (wanted * alone >= 1 && wanted > 1) return 0;
    int cooks = 1;
    while (speed_up(alone, cooks) < wanted - 1e-9)
        ++cooks;
    return cooks;
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
