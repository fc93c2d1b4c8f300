/// What the progress line says.
#include "catch.hpp"
#include "common/harness/progress.hpp"

using namespace triptych::harness;

TEST_CASE("the progress line says which cell, of how many, and how long") {
    CHECK(progress_text(7, 63, Seconds{40.2}, "sums/threads/10") ==
          "cell 7 of 63, about 41 s left: sums/threads/10");
    CHECK(progress_text(1, 63, std::nullopt, "x") == "cell 1 of 63: x");
}

TEST_CASE("the time left is judged by the pace so far") {
    CHECK(time_left(10, 40, Seconds{5}, std::nullopt)->count() == Approx(15));
    CHECK_FALSE(time_left(0, 40, Seconds{0}, std::nullopt));
}

TEST_CASE("where time is limited it is no more than the limit leaves") {
    CHECK(time_left(0, 40, Seconds{0}, Seconds{60})->count() == Approx(60));
    CHECK(time_left(1, 1000, Seconds{10}, Seconds{60})->count() == Approx(50));
    CHECK(time_left(39, 40, Seconds{70}, Seconds{60})->count() == Approx(1));
}
