// One order for all: the lower address first.
#include <functional>

#include "exercise.hpp"

bool transfer(Account& from, Account& to, int amount) {
    const bool from_first = std::less<>{}(&from, &to);
    std::unique_lock first{from_first ? from.mutex : to.mutex};
    std::unique_lock second{from_first ? to.mutex : from.mutex};
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
