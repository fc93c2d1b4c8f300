// Takes the seat in a function without an await.
#include "exercise.hpp"

using triptych::coroutines::Task;

namespace {

bool reserve(Theatre& theatre) {
    const bool is_there = theatre.seats > 0;
    if (is_there) theatre.seats -= 1;
    return is_there;
}

}  // namespace

Task<bool> sell(Theatre& theatre) {
    if (!reserve(theatre)) co_return false;
    co_await theatre.pay();
    ++theatre.tickets;
    co_return true;
}
