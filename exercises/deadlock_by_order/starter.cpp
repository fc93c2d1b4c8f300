#include "exercise.hpp"

bool transfer(Account& from, Account& to, int amount) {
    const std::lock_guard first{from.mutex};
    const std::lock_guard second{to.mutex};  // Your turn: what if another clerk holds this one?
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
