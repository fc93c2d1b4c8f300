// Holds the theatre's mutex across the await.
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<bool> sell(Theatre& theatre) {
    const auto lock = co_await theatre.mutex.lock();
    if (theatre.seats == 0) co_return false;
    co_await theatre.pay();
    --theatre.seats;
    ++theatre.tickets;
    co_return true;
}
