// expects: not_cleaned_up
#include "coroutines/primitives/wait_for.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<bool> book(Hotel& hotel, std::chrono::milliseconds limit) {
    --hotel.rooms;
    try {
        co_await triptych::coroutines::wait_for(hotel.pay(), limit);
    } catch (const triptych::TimeoutError&) {
        ++hotel.rooms;
        co_return false;
    } catch (const std::exception&) {
        ++hotel.rooms;
        throw;
    }
    ++hotel.booked;
    co_return true;
}
