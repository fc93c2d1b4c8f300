// One lock above both: so their order does not matter.
#include "exercise.hpp"

namespace {

std::mutex gate;

}  // namespace

bool transfer(Account& from, Account& to, int amount) {
    const std::lock_guard all{gate};
    const std::lock_guard first{from.mutex};
    const std::lock_guard second{to.mutex};
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
