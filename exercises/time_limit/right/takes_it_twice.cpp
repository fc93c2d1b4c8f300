// Holds the room in a function of its own.
#include "coroutines/primitives/wait_for.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

namespace {

struct Held {
    explicit Held(Hotel& one) : hotel{one} { --hotel.rooms; }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() { ++hotel.rooms; }
    Hotel& hotel;
};

Task<> pay(Hotel& hotel, std::chrono::milliseconds limit) {
    const Held held{hotel};
    co_await triptych::coroutines::wait_for(hotel.pay(), limit);
}

}  // namespace

Task<bool> book(Hotel& hotel, std::chrono::milliseconds limit) {
    try {
        co_await pay(hotel, limit);
    } catch (const triptych::TimeoutError&) {
        co_return false;
    }
    --hotel.rooms;  // nobody ran in between
    ++hotel.booked;
    co_return true;
}
