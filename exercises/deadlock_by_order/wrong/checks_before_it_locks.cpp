// expects: check_then_act, without explore: passes
#include "exercise.hpp"

bool transfer(Account& from, Account& to, int amount) {
    {
        const std::lock_guard lock{from.mutex};
        if (from.balance < amount) return false;
    }
    const std::scoped_lock both{from.mutex, to.mutex};
    from.balance -= amount;
    to.balance += amount;
    return true;
}
