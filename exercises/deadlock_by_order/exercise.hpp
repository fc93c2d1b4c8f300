/// Two accounts, two clerks: what you write.
#pragma once

#include <mutex>

struct Account {
    int balance = 0;  // guarded by mutex
    std::mutex mutex;
};

/// Moves `amount` from one account to the other, if the balance of `from` is at least that. Returns
/// whether it did. Many threads may call it at the same time, also with the same two accounts the
/// other way round. Requires: `from` and `to` are different accounts.
bool transfer(Account& from, Account& to, int amount);
