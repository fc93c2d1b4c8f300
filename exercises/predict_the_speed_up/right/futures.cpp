// A future for each cook; all are started before the first is awaited.
#include <cmath>
#include <future>
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
    std::vector<std::future<void>> team;
    for (int first = 0; first < cooks; ++first)
        team.push_back(std::async(std::launch::async, [&, first] {
            for (int meal = first; meal < meals; meal += cooks)
                cook(meal);
        }));
    for (std::future<void>& one : team)
        one.get();
}
