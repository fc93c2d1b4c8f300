#include <atomic>
#include <cmath>
#include <vector>

#include "exercise.hpp"
#include "exercises/support/check.hpp"
#include "exercises/support/meeting.hpp"

namespace triptych::exercises {
namespace {

void predicts(double alone, int cooks, double expected) {
    const double found = speed_up(alone, cooks);
    expect(std::abs(found - expected) < 0.01, "speed_up(" + std::to_string(alone) + ", " +
                                                  std::to_string(cooks) + ") returned " +
                                                  std::to_string(found));
}

void amdahl() {
    predicts(0, 8, 8);
    predicts(1, 8, 1);
    predicts(0.2, 1, 1);
    predicts(0.05, 2, 1.9048);
    predicts(0.05, 100, 16.8067);
    predicts(0.25, 3, 2);
}

void fewest() {
    const auto wants = [](double alone, double wanted, int expected) {
        expect_equal(cooks_for(alone, wanted), expected,
                     "cooks_for(" + std::to_string(alone) + ", " + std::to_string(wanted) + ")");
    };
    wants(0.25, 2, 3);
    wants(0.25, 2.01, 4);
    wants(0.1, 5, 9);
    wants(0.1, 10, 0);
    wants(0.5, 3, 0);
    wants(0.3, 1, 1);
    wants(0, 7, 7);
}

void each_meal_once() {
    for (const int cooks : {1, 3}) {
        int shopped = 0;
        std::vector<std::atomic<int>> cooked(10);
        std::atomic<bool> too_early = false;
        cook_all(
            10, cooks, [&] { ++shopped; },
            [&](int meal) {
                if (shopped != 1) too_early = true;
                if (meal >= 0 && meal < 10) ++cooked[static_cast<std::size_t>(meal)];
            });
        expect_equal(shopped, 1, "the number of times it shopped");
        expect(!too_early, "a meal was cooked before it had shopped");
        for (std::size_t meal = 0; meal < cooked.size(); ++meal)
            expect_equal(cooked[meal], 1,
                         "with " + std::to_string(cooks) + " cooks, how often meal " +
                             std::to_string(meal) + " was cooked");
    }
}

void all_at_once() {
    Meeting kitchen{2};
    std::atomic<int> cooked = 0;
    cook_all(
        2, 2, [] {},
        [&](int) {
            kitchen.enter();
            ++cooked;
        });
    expect_equal(cooked, 2, "the number of meals, of which 2 were ordered,");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "the speed-up is Amdahl's", .run = amdahl},
        {.name = "the fewest cooks are found, or that none are enough", .run = fewest},
        {.name = "each meal is cooked once, after shopping", .run = each_meal_once},
        {.name = "two cooks can cook at the same time",
         .run = all_at_once,
         .explored = true,
         .if_stuck = "sequential_in_disguise"},
    };
}

}  // namespace triptych::exercises
