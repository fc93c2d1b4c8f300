/// Medians, their intervals, and what can be told apart.
#include <algorithm>
#include <array>
#include <random>
#include <vector>

#include "catch.hpp"
#include "common/harness/statistics.hpp"

using namespace triptych::harness;
using Values = std::vector<double>;

TEST_CASE("the median is the middle value, or the mean of the two in the middle") {
    CHECK(statistics(Values{3, 1, 2}).median == 2);
    CHECK(statistics(Values{4, 1, 3, 2}).median == 2.5);
    CHECK(statistics(Values{7}).median == 7);
}

TEST_CASE("the spread is from the least to the most") {
    const Statistics five = statistics(Values{3, 1, 2, 5, 4});
    CHECK(five.count == 5);
    CHECK(five.least == 1);
    CHECK(five.most == 5);
}

TEST_CASE("the interval of five values is all of them, of twenty the middle ones") {
    const Statistics five = statistics(Values{1, 2, 3, 4, 5});
    CHECK(five.low == 1);
    CHECK(five.high == 5);
    Values twenty;
    for (int i = 1; i <= 20; ++i)
        twenty.push_back(i);
    CHECK(statistics(twenty).low == 6);  // the table of the sign test: 6th to 15th, 95.9 %
    CHECK(statistics(twenty).high == 15);
}

TEST_CASE("an outlier among many does not widen the interval") {
    const Statistics ten = statistics(Values{10, 10, 10, 10, 10, 10, 10, 10, 10, 1000});
    CHECK(ten.high == 10);
    CHECK(ten.most == 1000);
}

TEST_CASE("few values promise little: the interval is wider than they are") {
    CHECK(statistics(Values{100}).low == 75);
    CHECK(statistics(Values{100}).high == 125);
    CHECK(statistics(Values{100, 100}).high == 112.5);
    CHECK(statistics(Values{50, 100, 150}).low == 50);  // unless they are wide apart
}

TEST_CASE("what overlaps cannot be told apart") {
    const Statistics low = statistics(Values{10, 11, 12, 13, 14});
    const Statistics middle = statistics(Values{13, 14, 15, 16, 17});
    const Statistics high = statistics(Values{15, 16, 17, 18, 19});
    CHECK_FALSE(told_apart(low, middle));
    CHECK_FALSE(told_apart(middle, low));
    CHECK(told_apart(low, high));
    CHECK(told_apart(high, low));
    CHECK_FALSE(told_apart(low, low));
}

TEST_CASE("equal answers are told apart in fewer than one of a hundred comparisons") {
    std::mt19937_64 random{7};
    std::lognormal_distribution<double> time{0, 0.3};
    int wrong = 0;
    for (int i = 0; i < 10'000; ++i) {
        std::array<double, 5> one{};
        std::array<double, 5> other{};
        std::ranges::generate(one, [&] { return time(random); });
        std::ranges::generate(other, [&] { return time(random); });
        wrong += told_apart(statistics(one), statistics(other)) ? 1 : 0;
    }
    CHECK(wrong > 0);
    CHECK(wrong < 100);
}
