// Takes both at once.
#include "exercise.hpp"

bool transfer(Account& from, Account& to, int amount) {
    const std::scoped_lock both{from.mutex, to.mutex};
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
