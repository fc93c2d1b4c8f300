#include "exercise.hpp"

using triptych::coroutines::Task;

Task<bool> sell(Theatre& theatre) {
    if (theatre.seats == 0) co_return false;
    --theatre.seats;  // reserved before anyone else can run
    co_await theatre.pay();
    ++theatre.tickets;
    co_return true;
}
