// expects: not_cleaned_up
#include "coroutines/primitives/wait_for.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

namespace {

/// Holds a room until it is booked, or gives it back.
class HeldRoom {
public:
    explicit HeldRoom(Hotel& hotel) : hotel_{hotel} { --hotel_.rooms; }
    HeldRoom(const HeldRoom&) = delete;
    HeldRoom& operator=(const HeldRoom&) = delete;
    ~HeldRoom() { (booked_ ? hotel_.booked : hotel_.rooms) += 1; }

    void book() { booked_ = true; }

private:
    Hotel& hotel_;
    bool booked_ = false;
};

}  // namespace

Task<bool> book(Hotel& hotel, std::chrono::milliseconds limit) {
    HeldRoom room{hotel};
    room.book();
    try {
        co_await triptych::coroutines::wait_for(hotel.pay(), limit);
    } catch (const triptych::TimeoutError&) {
        co_return false;
    }
    co_return true;
}
