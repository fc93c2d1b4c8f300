// expects: update_across_await
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<bool> sell(Theatre& theatre) {
    if (theatre.seats == 0) co_return false;
    --theatre.seats;
    const int tickets = theatre.tickets;
    co_await theatre.pay();
    theatre.tickets = tickets + 1;
    co_return true;
}
