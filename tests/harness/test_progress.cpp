/// Tests of ProgressText and time_left().
#include "catch.hpp"
#include "common/harness/progress.hpp"

using namespace triptych::harness;

TEST_CASE("ProgressText says what is done of all, and how long the rest takes") {
    ProgressText text{"benchmarks"};
    CHECK(text(0, 63, std::nullopt, "x") == "0 of 63 benchmarks done: x");
    CHECK(text(7, 63, Seconds{40.2}, "sums/threads/10") ==
          "7 of 63 benchmarks done, about 41 s left: sums/threads/10");
}

TEST_CASE("ProgressText never goes backwards") {
    ProgressText text{"benchmarks"};
    CHECK(text(7, 63, Seconds{40}, "x") == "7 of 63 benchmarks done, about 40 s left: x");
    CHECK(text(3, 63, Seconds{50}, "x") == "7 of 63 benchmarks done, about 40 s left: x");
    CHECK(text(90, 63, Seconds{0}, "x") == "63 of 63 benchmarks done, about 1 s left: x");
    CHECK(text(63, 63, std::nullopt, "x") == "63 of 63 benchmarks done, about 1 s left: x");
}

TEST_CASE("ProgressText corrects an estimate that was far too low") {
    ProgressText text{"benchmarks"};
    text(1, 63, Seconds{40}, "x");
    CHECK(text(2, 63, Seconds{300}, "x") == "2 of 63 benchmarks done, about 300 s left: x");
}

TEST_CASE("ProgressText reports the time that is spent on more repetitions") {
    CHECK(ProgressText{"benchmarks"}.more("more repetitions", 63, Seconds{11.2}, "x") ==
          "63 of 63 benchmarks done, more repetitions for 12 s: x");
}

TEST_CASE("time_left is extrapolated from the pace so far") {
    CHECK(time_left(10, 40, Seconds{5}, std::nullopt)->count() == Approx(15));
    CHECK_FALSE(time_left(0, 40, Seconds{0}, std::nullopt));
}

TEST_CASE("time_left is the rest of the time limit, if there is one") {
    CHECK(time_left(0, 40, Seconds{0}, Seconds{60})->count() == Approx(60));
    CHECK(time_left(1, 1000, Seconds{10}, Seconds{60})->count() == Approx(50));
    CHECK(time_left(39, 40, Seconds{70}, Seconds{60})->count() == Approx(1));
}
