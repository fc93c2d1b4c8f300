// scoped_lock, and a reading with names.
#include "exercise.hpp"

void sell(Till& till, const std::function<int()>& pay) {
    const std::scoped_lock lock{till.mutex};
    const int amount = pay();
    till.cash = till.cash + amount;
    till.sales = till.sales + 1;
}

Reading read(Till& till) {
    const std::scoped_lock lock{till.mutex};
    const int cash = till.cash;
    const int sales = till.sales;
    return Reading{cash, sales};
}
