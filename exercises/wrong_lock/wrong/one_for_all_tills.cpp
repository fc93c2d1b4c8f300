// expects: over_synchronised
#include "exercise.hpp"

namespace {

std::mutex the_lock;

}  // namespace

void sell(Till& till, const std::function<int()>& pay) {
    const std::lock_guard lock{the_lock};
    till.cash += pay();
    ++till.sales;
}

Reading read(Till& till) {
    const std::lock_guard lock{the_lock};
    return {.cash = till.cash, .sales = till.sales};
}
