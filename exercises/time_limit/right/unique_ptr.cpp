// A pointer whose deleter gives the room back.
#include <memory>

#include "coroutines/primitives/wait_for.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<bool> book(Hotel& hotel, std::chrono::milliseconds limit) {
    --hotel.rooms;
    constexpr auto give_back = [](Hotel* one) { ++one->rooms; };
    std::unique_ptr<Hotel, decltype(give_back)> room{&hotel, give_back};
    try {
        co_await triptych::coroutines::wait_for(hotel.pay(), limit);
    } catch (const triptych::TimeoutError&) {
        co_return false;
    }
    room.release();
    ++hotel.booked;
    co_return true;
}
