#include <thread>

#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

void one_after_the_other() {
    Motor motor;
    for (int round = 0; round < 2; ++round)
        for (const int me : {0, 1, 1}) {
            enter(motor, me);
            leave(motor, me);
        }
}

/// Each drives the motor once. Atomics that order nothing, so that they cannot help the lock.
void two_threads() {
    Motor motor;
    std::atomic<int> inside = 0;
    std::atomic<bool> both = false;
    const auto drive = [&](int me) {
        enter(motor, me);
        if (inside.fetch_add(1, std::memory_order_relaxed) != 0) both = true;
        inside.fetch_sub(1, std::memory_order_relaxed);
        leave(motor, me);
    };
    std::thread lift{drive, 0};
    std::thread brake{drive, 1};
    lift.join();
    brake.join();
    expect(!both, "the lift and the brake drove the motor at the same time");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "one after the other may enter, as often as it likes",
         .run = one_after_the_other,
         .if_stuck = "lock_held_for_ever"},
        {.name = "only one is inside, if every store is seen at once",
         .run = two_threads,
         .explored = true,
         .if_wrong = "check_then_act"},
        {.name = "only one is inside, if stores may wait in a buffer",
         .run = two_threads,
         .explored = true,
         .if_wrong = "store_load_reordered",
         .memory = "tso"},
    };
}

}  // namespace triptych::exercises
