/// Update across an await: two coroutines read a balance, suspend, and write what is then out of
/// date.
#include <cassert>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

using namespace triptych::coroutines;

Task<> pay_in(int& balance, int amount) {
    co_await sleep_for(std::chrono::milliseconds{1});  // the request arrives
    const int before = balance;
    co_await sleep_for(std::chrono::milliseconds{1});  // the bank checks it
    balance = before + amount;
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
