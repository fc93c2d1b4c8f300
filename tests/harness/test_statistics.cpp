/// Tests of medians, their intervals, and of which differences are significant.
#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "catch.hpp"
#include "common/harness/statistics.hpp"

using namespace triptych::harness;
using Values = std::vector<double>;

TEST_CASE("statistics: the median is the middle value, or the mean of the two in the middle") {
    CHECK(statistics(Values{3, 1, 2}).median == 2);
    CHECK(statistics(Values{4, 1, 3, 2}).median == 2.5);
    CHECK(statistics(Values{7}).median == 7);
}

TEST_CASE("statistics: least and most are the extremes") {
    const Statistics five = statistics(Values{3, 1, 2, 5, 4});
    CHECK(five.count == 5);
    CHECK(five.least == 1);
    CHECK(five.most == 5);
}

TEST_CASE("statistics: the interval of nine values leaves out one value at either end") {
    const Statistics nine = statistics(Values{1, 2, 3, 4, 5, 6, 7, 8, 9});
    CHECK(nine.low ==
          2);  // the exact bootstrap: a median of 1 or less in 0.4 %, 2 or less in 3.3 %
    CHECK(nine.high == 8);
    CHECK(nine.margin() == Approx(0.6));
}

TEST_CASE("statistics: the same values have the same interval, in any order") {
    const Statistics one = statistics(Values{1, 2, 3, 4, 5, 6, 7});
    const Statistics other = statistics(Values{7, 1, 6, 2, 5, 3, 4});
    CHECK(one.median == other.median);
    CHECK(one.low == other.low);
    CHECK(one.high == other.high);
}

TEST_CASE("statistics: an outlier among many values does not widen the interval") {
    const Statistics ten = statistics(Values{10, 10, 10, 10, 10, 10, 10, 10, 10, 1000});
    CHECK(ten.high == 10);
    CHECK(ten.most == 1000);
}

TEST_CASE("statistics: the interval of few values goes beyond all of them") {
    CHECK(ratio(Values{5}, Values{5}).high == Approx(3));
    CHECK(ratio(Values{5, 5}, Values{5, 5}).low == Approx(1 / 2.0));
    CHECK(ratio(Values{5, 5, 5}, Values{5, 5, 5}).high == Approx(5.0 / 3));
    CHECK(ratio(Values{5, 5, 5, 5}, Values{5, 5, 5, 5}).high == Approx(1.5));
    CHECK(ratio(Values{2, 3}, Values{1}).high == Approx(9));  // of the smaller number
    CHECK(statistics(Values{100, 100}).low == Approx(100 / std::sqrt(2.0)));
    CHECK(statistics(Values{50, 100, 150}).high == Approx(150 * std::sqrt(5.0 / 3)));
}

TEST_CASE(
    "statistics: two intervals of few values separate exactly if that of their ratio excludes 1") {
    for (const std::size_t count : {1U, 2U, 3U, 4U}) {
        const Values ours(count, 1.0);
        for (const double factor : {0.999, 1.001}) {
            const double theirs = factor * (1 + 2 / static_cast<double>(count));
            const Values others(count, theirs);
            CHECK(differs(ratio(others, ours)) == (factor > 1));
            CHECK((statistics(others).low > statistics(ours).high) == (factor > 1));
        }
    }
}

TEST_CASE("statistics: the interval is no narrower than that of the order statistics") {
    // Of seven, the second to the sixth would have the true median in 87.5 % of all cases.
    CHECK(statistics(Values{1, 2, 3, 4, 5, 6, 7}).low == 1);
    Values twenty;
    for (int i = 1; i <= 20; ++i)
        twenty.push_back(i);
    CHECK(statistics(twenty).low <= 6);  // the table of the sign test: 6th to 15th, 95.9 %
    CHECK(statistics(twenty).high >= 15);
}

TEST_CASE("statistics: the true median is in 95 of 100 intervals, for any number of values") {
    std::mt19937_64 random{7};
    std::lognormal_distribution<double> skewed{0, 0.3};  // whose median is 1
    for (const std::size_t count : {6U, 7U, 9U, 12U, 14U, 30U}) {
        CAPTURE(count);
        int inside = 0;
        for (int i = 0; i < 1'000; ++i) {
            Values values(count);
            std::ranges::generate(values, [&] { return skewed(random); });
            const Statistics found = statistics(values);
            inside += found.low <= 1 && found.high >= 1 ? 1 : 0;
        }
        CHECK(inside >= 940);  // 950 on average
    }
}

TEST_CASE("ratio is that of the medians, and its interval covers the variation of both") {
    const Statistics twice = ratio(Values{10, 11, 12, 13, 14}, Values{5, 5.5, 6, 6.5, 7});
    CHECK(twice.median == 2);
    CHECK(twice.least == Approx(10.0 / 7));
    CHECK(twice.most == Approx(14.0 / 5));
    CHECK(twice.low < 2);
    CHECK(twice.low >= twice.least);
    CHECK(twice.high > 2);
    CHECK(twice.high <= twice.most);
    CHECK(twice.count == 5);
}

TEST_CASE("differs is true if the interval of the ratio excludes 1") {
    const Values low{10, 11, 12, 13, 14};
    const Values middle{12, 13, 14, 15, 16};
    const Values high{15, 16, 17, 18, 19};
    CHECK_FALSE(differs(ratio(low, middle)));
    CHECK_FALSE(differs(ratio(middle, low)));
    CHECK(differs(ratio(low, high)));
    CHECK(differs(ratio(high, low)));
    CHECK_FALSE(differs(ratio(low, low)));
    CHECK_FALSE(differs(ratio(Values{1, 1.1}, Values{1.2, 1.2})));  // too few values
}

namespace {

constexpr int pairs = 500;

/// How many of `pairs` pairs from the same distribution are called different.
template <typename Draw>
int count_different(std::size_t count, Draw draw) {
    std::mt19937_64 random{7};
    int different = 0;
    for (int i = 0; i < pairs; ++i) {
        Values one(count);
        Values other(count);
        std::ranges::generate(one, [&] { return draw(random); });
        std::ranges::generate(other, [&] { return draw(random); });
        different += differs(ratio(one, other)) ? 1 : 0;
    }
    return different;
}

}  // namespace

TEST_CASE("ratio separates at most 5 % of equal implementations, whatever the noise") {
    std::normal_distribution<double> normal{1, 0.05};
    std::lognormal_distribution<double> skewed{0, 0.3};
    std::cauchy_distribution<double> heavy{0, 0.02};
    for (const std::size_t count : {5U, 6U, 9U}) {
        CAPTURE(count);
        const auto different = [&](auto draw) { return count_different(count, draw); };
        int all = 0;
        for (const int some : {different([&](auto& random) { return normal(random); }),
                               different([&](auto& random) { return skewed(random); }),
                               different([&](auto& random) { return 1 + std::abs(heavy(random)); }),
                               different([&](auto& random) {
                                   return normal(random) + (random() % 5 < 2 ? 0 : 0.3);
                               })}) {
            CHECK(some <= 0.06 * pairs);  // a little above 5 % by chance
            CHECK(some > 0);
            all += some;
        }
        CHECK(all <= 0.05 * 4 * pairs);
    }
}

TEST_CASE("ratio of few values hardly ever separates equal implementations") {
    for (const double noise : {0.1, 0.3}) {
        std::lognormal_distribution<double> skewed{0, noise};
        for (const std::size_t count : {1U, 2U, 3U, 4U}) {
            CAPTURE(noise, count);
            CHECK(count_different(count, [&](auto& random) { return skewed(random); }) <
                  0.05 * pairs);
        }
    }
}

TEST_CASE("ratio of few values separates clearly different implementations") {
    CHECK(differs(ratio(Values{1.0}, Values{3.1})));
    CHECK(differs(ratio(Values{1.0, 1.1}, Values{2.3, 2.4})));
    CHECK(differs(ratio(Values{1.0, 1.1, 1.2, 1.1}, Values{1.9, 2, 2, 2.1})));
}

TEST_CASE("ratio nearly always separates implementations that differ by more than their noise") {
    std::normal_distribution<double> normal{1, 0.05};
    int different = 0;
    std::mt19937_64 random{7};
    for (int i = 0; i < 100; ++i) {
        Values one(9);
        Values other(9);
        std::ranges::generate(one, [&] { return normal(random); });
        std::ranges::generate(other, [&] { return 1.2 * normal(random); });
        different += differs(ratio(one, other)) ? 1 : 0;
    }
    CHECK(different >= 95);
}
