// expects: check_then_act, without explore: data_race
#include "exercise.hpp"

bool transfer(Account& from, Account& to, int amount) {
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
