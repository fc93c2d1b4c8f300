// expects: lock_held_for_ever, without explore: hang
#include "exercise.hpp"

bool transfer(Account& from, Account& to, int amount) {
    std::lock(from.mutex, to.mutex);
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    from.mutex.unlock();
    to.mutex.unlock();
    return true;
}
