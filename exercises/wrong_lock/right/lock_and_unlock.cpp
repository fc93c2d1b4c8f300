// lock and unlock by hand.
#include "exercise.hpp"

void sell(Till& till, const std::function<int()>& pay) {
    till.mutex.lock();
    till.cash += pay();
    ++till.sales;
    till.mutex.unlock();
}

Reading read(Till& till) {
    till.mutex.lock();
    const Reading reading{.cash = till.cash, .sales = till.sales};
    till.mutex.unlock();
    return reading;
}
