// expects: wrong_result
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<bool> sell(Theatre& theatre) {
    co_await theatre.pay();
    co_return false;
}
