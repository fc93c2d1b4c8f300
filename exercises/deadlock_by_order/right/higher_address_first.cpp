// One order for all: the higher address first.
#include <functional>

#include "exercise.hpp"

bool transfer(Account& from, Account& to, int amount) {
    const bool from_first = std::greater<>{}(&from, &to);
    Account& one = from_first ? from : to;
    Account& other = from_first ? to : from;
    std::unique_lock lock_one{one.mutex};
    std::unique_lock lock_other{other.mutex};
    const bool enough = from.balance >= amount;
    if (enough) {
        from.balance -= amount;
        to.balance += amount;
    }
    return enough;
}
