#include <algorithm>

#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

/// How often the turn goes from one thread to another.
int changes(const Order& order) {
    int count = 0;
    for (std::size_t i = 1; i < order.size(); ++i)
        count += order[i] == order[i - 1] ? 0 : 1;
    return count;
}

void hand_over(const Order& order, int most_changes, const std::string& name) {
    expect(!order.empty(), name + " returned an empty order");
    expect(std::ranges::all_of(order, [](int thread) { return thread >= 0 && thread <= 2; }),
           name + " returned a number that is no thread: 0 is main, then come 1 and 2");
    expect(changes(order) <= most_changes, name + " changes the thread " +
                                               std::to_string(changes(order)) +
                                               " times; at most: " + std::to_string(most_changes));
    exercises::hand_over(order);
}

void ticket() {
    hand_over(lose_a_ticket(), 2, "lose_a_ticket()");
}

void drawers() {
    hand_over(stop_both_tills(), 1, "stop_both_tills()");
}

void bell() {
    hand_over(miss_the_bell(), 3, "miss_the_bell()");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "two tickets are sold, and one is counted",
         .run = ticket,
         .played = "sold_tickets.cpp",
         .breaks = "returned 1"},
        {.name = "both tills wait for each other",
         .run = drawers,
         .played = "two_drawers.cpp",
         .breaks = "deadlock"},
        {.name = "the doorkeeper waits for a bell that has rung",
         .run = bell,
         .played = "missed_bell.cpp",
         .breaks = "deadlock"},
    };
}

}  // namespace triptych::exercises
