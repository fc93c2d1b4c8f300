#include <atomic>
#include <thread>

#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

/// Whether a thread was early: in which round, and whether it had waited at the bell.
struct Seen {
    int early_in_round = 0;  // the first; 0: in none
    bool had_waited = false;
};

Seen go_through(Barrier& barrier, int rounds, std::atomic<int>& mine, std::atomic<int>& other) {
    Seen seen;
    Bell::has_waited = false;
    for (int round = 1; round <= rounds; ++round) {
        mine = round;
        meet(barrier);
        if (other < round && seen.early_in_round == 0) seen.early_in_round = round;
    }
    seen.had_waited = Bell::has_waited;
    return seen;
}

/// What two threads saw.
std::pair<Seen, Seen> two_threads(int rounds) {
    Barrier barrier{2};
    std::atomic<int> a = 0;
    std::atomic<int> b = 0;
    Seen first;
    Seen second;
    std::thread one{[&] { first = go_through(barrier, rounds, a, b); }};
    std::thread two{[&] { second = go_through(barrier, rounds, b, a); }};
    one.join();
    two.join();
    return {first, second};
}

void alone() {
    Barrier barrier{1};
    for (int round = 0; round < 3; ++round)
        meet(barrier);
}

void three_threads() {
    Barrier barrier{3};
    std::atomic<int> there = 0;
    std::atomic<int> least = 3;
    const auto come = [&] {
        ++there;
        meet(barrier);
        if (there < least) least = there.load();
    };
    std::thread one{come};
    std::thread two{come};
    come();
    one.join();
    two.join();
    expect_equal(least, 3, "the number of threads that had come when the barrier of 3 opened");
}

void one_round() {
    Barrier barrier{3};
    std::atomic<bool> last_has_come = false;
    Seen seen;
    std::thread one{[&] {
        meet(barrier);
        seen = {.early_in_round = last_has_come ? 0 : 1, .had_waited = Bell::has_waited};
    }};
    std::thread two{[&] { meet(barrier); }};
    last_has_come = true;
    meet(barrier);
    one.join();
    two.join();
    expect(seen.early_in_round == 0, "a thread went on before all had come",
           seen.had_waited ? "condition_with_if" : "");
}

void two_rounds() {
    const auto [first, second] = two_threads(2);
    const bool waited = first.had_waited || second.had_waited;
    for (const Seen& seen : {first, second}) {
        if (seen.early_in_round == 1) return;  // that is the other check's matter
        expect(seen.early_in_round == 0, "in round 2 a thread went on before the other had come",
               waited ? "barrier_used_again" : "");
    }
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "a barrier for one thread never makes it wait", .run = alone},
        {.name = "a barrier for three opens when all three have come", .run = three_threads},
        {.name = "nobody goes on before all have come", .run = one_round, .explored = true},
        {.name = "in the second round nobody goes on too early, and nobody waits for ever",
         .run = two_rounds,
         .explored = true,
         .if_stuck = "barrier_used_again"},
    };
}

}  // namespace triptych::exercises
