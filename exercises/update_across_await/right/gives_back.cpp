// Gives the seat back if the payment fails.
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<bool> sell(Theatre& theatre) {
    if (theatre.seats == 0) co_return false;
    --theatre.seats;  // reserved before anyone else can run
    try {
        co_await theatre.pay();
    } catch (...) {
        ++theatre.seats;
        throw;
    }
    ++theatre.tickets;
    co_return true;
}
