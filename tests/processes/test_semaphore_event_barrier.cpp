/// Semaphore, Event and Barrier between processes.
#include <array>
#include <atomic>
#include <stdexcept>
#include <vector>

#include "catch.hpp"
#include "processes/primitives/barrier.hpp"
#include "processes/primitives/event.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/semaphore.hpp"
#include "processes/primitives/shared.hpp"

using namespace triptych;
using namespace triptych::processes;

TEST_CASE("Semaphore between processes lets in as many as it has permits") {
    struct Room {
        Semaphore semaphore{2};
        std::atomic<int> inside = 0;
        std::atomic<int> visits = 0;
        std::atomic<bool> was_crowded = false;
    };
    Shared<Room> room;
    std::vector<Process> visitors;
    for (int i = 0; i < 4; ++i)
        visitors.emplace_back([&] {
            for (int visit = 0; visit < 200; ++visit) {
                room->semaphore.acquire();
                if (++room->inside > 2) room->was_crowded = true;
                ++room->visits;
                --room->inside;
                room->semaphore.release();
            }
        });
    for (Process& each : visitors)
        each.join();
    CHECK(room->visits == 800);
    CHECK_FALSE(room->was_crowded);
}

TEST_CASE("Semaphore between processes makes the process wait that finds no permit") {
    struct Handover {
        Semaphore semaphore{0};
        std::atomic<int> value = 0;
    };
    Shared<Handover> handover;
    CHECK_FALSE(handover->semaphore.try_acquire());
    Process child{[&] {
        handover->value = 1;
        handover->semaphore.release();
        handover->semaphore.release();
    }};
    handover->semaphore.acquire();
    CHECK(handover->value == 1);
    child.join();
    CHECK(handover->semaphore.try_acquire());
    CHECK_FALSE(handover->semaphore.try_acquire());
}

TEST_CASE("Event between processes wakes all that wait, and nobody waits for one that is set") {
    struct Start {
        Semaphore ready{0};
        Event event;
        std::atomic<int> value = 0;
    };
    Shared<Start> start;
    CHECK_FALSE(start->event.is_set());
    std::vector<Process> runners;
    for (int i = 0; i < 3; ++i)
        runners.emplace_back([&] {
            start->ready.release();
            start->event.wait();
            if (start->value != 1) throw std::logic_error{"it did not wait"};
        });
    for (int i = 0; i < 3; ++i)
        start->ready.acquire();
    start->value = 1;
    start->event.set();
    for (Process& each : runners)
        each.join();
    start->event.wait();
    CHECK(start->event.is_set());
    start->event.clear();
    CHECK_FALSE(start->event.is_set());
}

TEST_CASE("Barrier between processes separates the phases, and one party is the last in each") {
    constexpr std::size_t parties = 3;
    constexpr int phases = 100;
    struct Race {
        Barrier barrier{parties};
        std::array<std::atomic<int>, parties> done{};  // phases, by party
        std::atomic<int> last = 0;
    };
    Shared<Race> race;
    std::vector<Process> runners;
    for (std::size_t self = 0; self < parties; ++self)
        runners.emplace_back([&, self] {
            for (int phase = 1; phase <= phases; ++phase) {
                race->done.at(self) = phase;
                if (race->barrier.arrive_and_wait()) ++race->last;
                for (const auto& other : race->done)  // which may be one phase ahead
                    if (other != phase && other != phase + 1)
                        throw std::logic_error{"a party is in another phase"};
            }
        });
    for (Process& each : runners)
        each.join();
    CHECK(race->last == phases);
    CHECK_THROWS_AS(Barrier{0}, std::invalid_argument);
}
