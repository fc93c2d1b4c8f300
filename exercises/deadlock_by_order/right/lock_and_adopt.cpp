// std::lock, and guards that adopt.
#include "exercise.hpp"

bool transfer(Account& from, Account& to, int amount) {
    std::lock(from.mutex, to.mutex);
    const std::lock_guard first{from.mutex, std::adopt_lock};
    const std::lock_guard second{to.mutex, std::adopt_lock};
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
