#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "exercise.hpp"
#include "exercises/support/run_to_end.hpp"

namespace triptych::exercises {
namespace {

using coroutines::Task;
using std::chrono::milliseconds;

constexpr milliseconds long_time = std::chrono::hours{1};
constexpr milliseconds short_time{1};

Task<> pays() {
    co_await coroutines::yield();
}

Task<> refuses() {
    co_await coroutines::yield();
    throw std::runtime_error{"the bank refuses"};
}

/// Takes note of its end, however that comes.
struct Ends {
    explicit Ends(int& noted) : count{noted} {}
    Ends(const Ends&) = delete;
    Ends& operator=(const Ends&) = delete;
    ~Ends() { ++count; }
    int& count;
};

struct Guest {
    coroutines::Event never;
    int begun = 0;
    int ended = 0;
};

Task<> goes_away(Guest& guest) {
    ++guest.begun;
    const Ends note{guest.ended};
    co_await guest.never.wait();
}

void expect_rooms(const Hotel& hotel, int rooms, int booked, const std::string& after,
                  const std::string& key = "") {
    expect(hotel.rooms >= rooms, after + ", the room is still held", key);
    expect(hotel.rooms == rooms && hotel.booked == booked,
           after + ", of 3 rooms " + std::to_string(hotel.rooms) + " are free and " +
               std::to_string(hotel.booked) + " booked, expected " + std::to_string(rooms) +
               " and " + std::to_string(booked));
}

void guest_pays() {
    Hotel hotel{.rooms = 3, .booked = 0, .pay = pays};
    const bool booked = run_to_end(book(hotel, long_time), "book waits for ever");
    expect(booked, "the guest has paid, and book returned false");
    expect_rooms(hotel, 2, 1, "after the guest has paid");
}

// Only of an answer that holds and books a room is it said that it does not give it back.

void too_late() {
    guest_pays();
    Guest guest;
    Hotel hotel{.rooms = 3, .booked = 0, .pay = [&] { return goes_away(guest); }};
    const bool booked = run_to_end(book(hotel, short_time), "the limit is over, and book waits");
    expect(!booked, "the guest has not paid, and book returned true");
    expect_equal(guest.begun, 1, "the number of payments that were begun");
    expect_rooms(hotel, 3, 0, "after the limit", "not_cleaned_up");
    expect_equal(guest.ended, 1, "the number of payments that have ended after the limit");
}

void bank_refuses() {
    guest_pays();
    Hotel hotel{.rooms = 3, .booked = 0, .pay = refuses};
    bool thrown = false;
    try {
        run_to_end(book(hotel, long_time), "book waits for ever");
    } catch (const Wrong&) {
        throw;
    } catch (const std::runtime_error&) {
        thrown = true;
    }
    expect(thrown, "the payment threw, and book returned");
    expect_rooms(hotel, 3, 0, "after the payment threw", "not_cleaned_up");
}

struct Ending {
    bool cancelled = false;
    bool returned = false;
};

Task<> cancel_while_it_waits(Hotel& hotel, Guest& guest, Ending& ending) {
    auto future = coroutines::create_task(book(hotel, long_time));
    for (int turn = 0; turn < 20 && guest.begun == 0; ++turn)
        co_await coroutines::yield();
    future.cancel();
    try {
        co_await future;
        ending.returned = true;
    } catch (const coroutines::Cancelled&) {
        ending.cancelled = true;
    }
}

void cancelled() {
    guest_pays();
    Guest guest;
    Hotel hotel{.rooms = 3, .booked = 0, .pay = [&] { return goes_away(guest); }};
    Ending ending;
    run_to_end(cancel_while_it_waits(hotel, guest, ending), "book was cancelled, and waits on");
    expect_equal(guest.begun, 1, "the number of payments that were begun");
    expect(!ending.returned, "book was cancelled, and returned as if nothing had happened",
           "cancellation_swallowed");
    expect(ending.cancelled, "book was cancelled, and ended in another way");
    expect_rooms(hotel, 3, 0, "after book was cancelled", "not_cleaned_up");
    expect_equal(guest.ended, 1, "the number of payments that have ended after it");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "a guest who pays has a room", .run = guest_pays},
        {.name = "after the limit the room is free again", .run = too_late},
        {.name = "if the payment throws, the room is free again", .run = bank_refuses},
        {.name = "if book is cancelled, the room is free again", .run = cancelled},
    };
}

}  // namespace triptych::exercises
