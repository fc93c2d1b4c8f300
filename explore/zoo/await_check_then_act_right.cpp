/// A seat is taken in the same turn in which it is seen to be free.
#include <cassert>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

using namespace triptych::coroutines;

Task<> take_a_seat(int& seats) {
    co_await sleep_for(std::chrono::milliseconds{1});  // the customer calls
    if (seats == 0) co_return;
    --seats;
    co_await sleep_for(std::chrono::milliseconds{1});  // the customer pays
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
