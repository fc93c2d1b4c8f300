// expects: wrong_result
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<bool> sell(Theatre& theatre) {
    co_await theatre.pay();
    theatre.tickets = 1;
    theatre.seats = 2;
    co_return true;
}
