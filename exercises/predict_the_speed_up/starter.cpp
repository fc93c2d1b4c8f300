#include "exercise.hpp"

double speed_up(double /*alone*/, int cooks) {
    return cooks;  // Your turn: that would be right if nobody had to shop
}

int cooks_for(double /*alone*/, double wanted) {
    return static_cast<int>(wanted);  // Your turn
}

void cook_all(int meals, int /*cooks*/, const std::function<void()>& shop,
              const std::function<void(int)>& cook) {
    shop();
    for (int meal = 0; meal < meals; ++meal)
        cook(meal);  // Your turn: one cook does it all
}
