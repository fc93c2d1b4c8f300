/// A payment reads and writes the balance without an await in between: nobody else runs meanwhile.
#include <cassert>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

using namespace triptych::coroutines;

Task<> pay_in(int& balance, int amount) {
    co_await sleep_for(std::chrono::milliseconds{1});  // the request arrives
    co_await sleep_for(std::chrono::milliseconds{1});  // the bank checks it
    balance += amount;
}

Task<> two_payments(int& balance) {
    std::vector<Task<>> payments;
    payments.push_back(pay_in(balance, 1));
    payments.push_back(pay_in(balance, 1));
    co_await gather(std::move(payments));
}

int main() {
    int balance = 0;
    run(two_payments(balance));
    assert(balance == 2);
    return balance;
}
