// expects: wrong_result, without explore: passes
#include "exercise.hpp"

void sell(Till& till, const std::function<int()>& pay) {
    const int amount = pay();
    const std::lock_guard lock{till.mutex};
    till.cash += amount;
    ++till.sales;
}

Reading read(Till& till) {
    const std::lock_guard lock{till.mutex};
    return {.cash = till.cash, .sales = till.sales};
}
