// expects: wrong_lock
#include "exercise.hpp"

void sell(Till& till, const std::function<int()>& pay) {
    std::mutex mutex;
    const std::lock_guard lock{mutex};
    till.cash += pay();
    ++till.sales;
}

Reading read(Till& till) {
    const std::lock_guard lock{till.mutex};
    return {.cash = till.cash, .sales = till.sales};
}
