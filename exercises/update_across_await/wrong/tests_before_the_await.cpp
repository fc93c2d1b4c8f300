// expects: check_then_act
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<bool> sell(Theatre& theatre) {
    if (theatre.seats == 0) co_return false;
    co_await theatre.pay();
    --theatre.seats;
    ++theatre.tickets;
    co_return true;
}
