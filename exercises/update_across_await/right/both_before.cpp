// Counts both before the await.
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<bool> sell(Theatre& theatre) {
    if (theatre.seats == 0) co_return false;
    --theatre.seats;  // reserved before anyone else can run
    ++theatre.tickets;
    co_await theatre.pay();
    co_return true;
}
