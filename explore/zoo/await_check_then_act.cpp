/// Check-then-act across an await: two customers see the last free seat, and both take it.
#include <cassert>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

using namespace triptych::coroutines;

Task<> take_a_seat(int& seats) {
    co_await sleep_for(std::chrono::milliseconds{1});  // the customer calls
    if (seats == 0) co_return;
    co_await sleep_for(std::chrono::milliseconds{1});  // the customer pays
    --seats;
}

Task<> two_customers(int& seats) {
    std::vector<Task<>> customers;
    customers.push_back(take_a_seat(seats));
    customers.push_back(take_a_seat(seats));
    co_await gather(std::move(customers));
}

int main() {
    int seats = 1;
    run(two_customers(seats));
    assert(seats == 0);
    return seats;
}
