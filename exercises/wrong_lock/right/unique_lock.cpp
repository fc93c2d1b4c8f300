// A unique_lock that is let go by hand.
#include "exercise.hpp"

void sell(Till& till, const std::function<int()>& pay) {
    std::unique_lock lock{till.mutex, std::defer_lock};
    lock.lock();
    const int paid = pay();
    till.cash += paid;
    till.sales += 1;
    lock.unlock();
}

Reading read(Till& till) {
    const std::lock_guard lock{till.mutex};
    return {.cash = till.cash, .sales = till.sales};
}
