// expects: lock_order_deadlock, without explore: passes
#include "exercise.hpp"

bool transfer(Account& from, Account& to, int amount) {
    const std::lock_guard first{from.mutex};
    const std::lock_guard second{to.mutex};
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
