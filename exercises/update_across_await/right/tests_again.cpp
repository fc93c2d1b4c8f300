// Tests again after the await: the buyer pays, and may get the money back.
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<bool> sell(Theatre& theatre) {
    if (theatre.seats == 0) co_return false;
    co_await theatre.pay();
    if (theatre.seats == 0) co_return false;
    --theatre.seats;
    ++theatre.tickets;
    co_return true;
}
