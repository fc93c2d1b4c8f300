// Deferred locks, taken together.
#include "exercise.hpp"

bool transfer(Account& from, Account& to, int amount) {
    std::unique_lock first{from.mutex, std::defer_lock};
    std::unique_lock second{to.mutex, std::defer_lock};
    std::lock(first, second);
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
