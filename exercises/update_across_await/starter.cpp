#include "exercise.hpp"

using triptych::coroutines::Task;

Task<bool> sell(Theatre& theatre) {
    if (theatre.seats == 0) co_return false;
    co_await theatre.pay();  // Your turn: who else runs meanwhile?
    --theatre.seats;
    ++theatre.tickets;
    co_return true;
}
