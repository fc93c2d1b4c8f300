// expects: lock_held_for_ever, without explore: hang
#include "exercise.hpp"

void sell(Till& till, const std::function<int()>& pay) {
    till.mutex.lock();
    till.cash += pay();
    ++till.sales;
}

Reading read(Till& till) {
    const std::lock_guard lock{till.mutex};
    return {.cash = till.cash, .sales = till.sales};
}
