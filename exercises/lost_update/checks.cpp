#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

void no_door() {
    expect_equal(count_visitors(0, 5), 0, "count_visitors(0, 5)");
}

void one_door() {
    expect_equal(count_visitors(1, 7), 7, "count_visitors(1, 7)");
}

void three_doors() {
    expect_equal(count_visitors(3, 1000), 3000, "count_visitors(3, 1000)");
}

void two_visitors() {
    expect_equal(count_visitors(2, 1), 2, "count_visitors(2, 1)");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "no door counts nobody", .run = no_door},
        {.name = "one door counts all of its visitors", .run = one_door},
        {.name = "three doors count all of their visitors", .run = three_doors},
        {.name = "two visitors at two doors are both counted, in either order",
         .run = two_visitors,
         .explored = true,
         .if_wrong = "lost_update"},
    };
}

}  // namespace triptych::exercises
