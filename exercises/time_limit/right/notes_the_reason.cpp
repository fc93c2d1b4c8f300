// Notes how it ended, and decides afterwards.
#include <exception>

#include "coroutines/primitives/wait_for.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<bool> book(Hotel& hotel, std::chrono::milliseconds limit) {
    --hotel.rooms;
    std::exception_ptr reason;
    bool late = false;
    try {
        co_await triptych::coroutines::wait_for(hotel.pay(), limit);
    } catch (const triptych::TimeoutError&) {
        late = true;
    } catch (...) {
        reason = std::current_exception();
    }
    if (!late && !reason) {
        ++hotel.booked;
        co_return true;
    }
    ++hotel.rooms;
    if (reason) std::rethrow_exception(reason);
    co_return false;
}
