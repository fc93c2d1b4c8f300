// expects: wrong_result
#include "exercise.hpp"

triptych::coroutines::Task<bool> book(Hotel& /*hotel*/, std::chrono::milliseconds /*limit*/) {
    co_return false;
}
