/// Tests of medians, their intervals, and of which differences are significant.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "catch.hpp"
#include "common/harness/many_ratios.hpp"
#include "common/harness/sample.hpp"
#include "common/harness/statistics.hpp"
#include "common/harness/undecided.hpp"

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

TEST_CASE("statistics: the interval of one or two values goes beyond all of them") {
    CHECK(ratio(Values{5}, Values{5}).high == Approx(3));
    CHECK(ratio(Values{5, 5}, Values{5, 5}).low == Approx(1 / 2.0));
    CHECK(ratio(Values{2, 3}, Values{1}).high == Approx(9));  // of the smaller number
    CHECK(statistics(Values{100, 100}).low == Approx(100 / std::sqrt(2.0)));
}

TEST_CASE("statistics: single values of programs that wait are compared with a factor of 1.2") {
    CHECK(ratio(Values{5}, Values{5}, {.both_wait = true}).high == Approx(1.2));
    CHECK(ratio(Values{5, 5}, Values{5, 5}, {.both_wait = true}).high == Approx(2));
}

TEST_CASE("statistics: the interval of three or four values is Student's, of the logarithms") {
    // The scatter is at least 3 %. The quantiles are the tables': 2.776 for 4 degrees of freedom,
    // 2.447 for 6, 4.303 for 2.
    CHECK(ratio(Values{5, 5, 5}, Values{5, 5, 5}).high ==
          Approx(std::exp(2.776 * 0.03 * std::sqrt(2.0 / 3))).epsilon(1e-4));
    CHECK(ratio(Values{5, 5, 5, 5}, Values{5, 5, 5, 5}).low ==
          Approx(std::exp(-2.447 * 0.03 * std::sqrt(2.0 / 4))).epsilon(1e-4));
    CHECK(statistics(Values{5, 5, 5}).high ==
          Approx(5 * std::exp(4.303 * 0.03 / std::sqrt(3.0))).epsilon(1e-4));
    // The logarithms of 1, e, e^2 scatter by 1.
    const Values wide{1, std::exp(1.0), std::exp(2.0)};
    CHECK(ratio(wide, wide).high == Approx(std::exp(2.776 * std::sqrt(2.0 / 3))).epsilon(1e-3));
    CHECK(statistics(wide).low == Approx(std::exp(1 - 4.303 / std::sqrt(3.0))).epsilon(1e-3));
}

TEST_CASE("statistics: samples of three or four values whose ranges overlap are not different") {
    const Values ours{1.00, 1.01, 1.30};
    CHECK(differs(ratio(Values{1.31, 1.62, 1.63}, Values{1.00, 1.01, 1.02})));
    CHECK_FALSE(differs(ratio(Values{1.30, 1.90, 1.90}, ours)));
    CHECK(ratio(Values{1.30, 1.90, 1.90}, ours).low == 1);
}

TEST_CASE("statistics: two intervals of one or two values separate as that of their ratio does") {
    for (const std::size_t count : {1U, 2U}) {
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
    for (const std::size_t count : {6U, 7U, 9U, 14U, 30U}) {
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

namespace {

using Noise = std::function<double(std::mt19937_64&)>;

/// What times look like: around 1, with a standard deviation of 5 to 30 %.
std::map<std::string, Noise> kinds_of_noise() {
    std::normal_distribution<double> normal{1, 0.05};
    std::lognormal_distribution<double> skewed{0, 0.3};
    std::cauchy_distribution<double> heavy{0, 0.02};
    const auto tied = [normal](auto& random) mutable {
        return std::round(20 * normal(random)) / 20;
    };
    return {
        {"normal", [normal](auto& random) mutable { return normal(random); }},
        {"lognormal", [skewed](auto& random) mutable { return skewed(random); }},
        {"heavy tails", [heavy](auto& random) mutable { return 1 + std::abs(heavy(random)); }},
        {"bimodal",
         [normal](auto& random) mutable { return normal(random) + (random() % 5 < 2 ? 0 : 0.3); }},
        {"ties", tied}};
}

/// How many of `tables` tables of `rows` equal rows contain a row that is called different. Each
/// repetition of a row takes `drift` longer than the one before.
int tables_with_differences(int tables, std::size_t rows, std::size_t count, Noise draw,
                            double drift = 0) {
    std::mt19937_64 random{7};
    int wrong = 0;
    for (int i = 0; i < tables; ++i) {
        std::vector<Competitor> all(rows);
        for (Competitor& row : all)
            for (std::size_t round = 0; round < count; ++round)
                row.values.push_back(draw(random) * (1 + drift * static_cast<double>(round)));
        std::ranges::sort(all, {},
                          [](const Competitor& row) { return statistics(row.values).median; });
        const auto ratios = ratios_to_fastest(all[0], std::span{all}.subspan(1));
        wrong += std::ranges::any_of(ratios, differs) ? 1 : 0;
    }
    return wrong;
}

}  // namespace

TEST_CASE("ratio of one to four values separates few equal implementations") {
    for (const auto& [name, draw] : kinds_of_noise())
        for (const std::size_t count : {1U, 2U, 3U, 4U}) {
            CAPTURE(name, count);
            CHECK(count_different(count, draw) <= 0.06 * pairs);
        }
}

TEST_CASE("ratios_to_fastest finds a difference in at most 5 % of tables of equal rows") {
    constexpr int tables = 100;
    for (const std::size_t count : {5U, 9U}) {
        int all = 0;
        for (const auto& [name, draw] : kinds_of_noise()) {
            CAPTURE(name, count);
            const int wrong = tables_with_differences(tables, 6, count, draw);
            CHECK(wrong <= 0.1 * tables);  // by chance
            all += wrong;
        }
        CHECK(all <= 0.05 * 5 * tables);
    }
}

namespace {

void sort_by_median(std::vector<Competitor>& rows) {
    std::ranges::sort(rows, {},
                      [](const Competitor& row) { return statistics(row.values).median; });
}

}  // namespace

TEST_CASE("ratios_to_fastest still errs rarely if rows that look different at five get no more") {
    constexpr int tables = 80;
    int wrong = 0;
    int stopped = 0;
    for (const char* kind : {"normal", "bimodal"}) {
        const Noise draw = kinds_of_noise().at(kind);
        std::mt19937_64 random{11};
        for (int i = 0; i < tables; ++i) {
            std::vector<Competitor> rows(4);
            for (Competitor& row : rows)
                for (int round = 0; round < 5; ++round)
                    row.values.push_back(draw(random));
            sort_by_median(rows);
            const auto early =
                ratios_to_fastest(rows[0], std::span{rows}.subspan(1), error_of_a_look);
            for (std::size_t row = 0; row < rows.size(); ++row) {
                const bool stops = row > 0 && differs(early[row - 1]);
                stopped += stops ? 1 : 0;
                for (int round = 5; round < 9 && !stops; ++round)
                    rows[row].values.push_back(draw(random));
            }
            sort_by_median(rows);
            const auto late = ratios_to_fastest(rows[0], std::span{rows}.subspan(1));
            wrong += std::ranges::any_of(late, differs) ? 1 : 0;
        }
    }
    CAPTURE(stopped);
    CHECK(wrong <= 0.05 * 2 * tables);
}

TEST_CASE("ratios_to_fastest does not take a drift that all rows share for a difference") {
    const Noise normal = kinds_of_noise().at("normal");
    CHECK(tables_with_differences(100, 4, 5, normal, 0.02) <= 7);
}

TEST_CASE("ratios_to_fastest of two is their ratio, and widens the intervals of many") {
    const Competitor fastest{{1.00, 1.01, 1.02, 1.03, 1.04, 1.05, 1.06, 1.07, 1.08}};
    const Competitor other{{1.03, 1.04, 1.05, 1.06, 1.07, 1.08, 1.09, 1.10, 1.11}};
    const Statistics alone = ratios_to_fastest(fastest, std::vector{other})[0];
    CHECK(alone.low == ratio(other.values, fastest.values).low);
    const std::vector<Competitor> many(8, other);
    CHECK(ratios_to_fastest(fastest, many)[0].low < alone.low);
    CHECK(ratios_to_fastest(fastest, {}).empty());
}

TEST_CASE("ratios_to_fastest compares the rest as if alone, once the others differ (Holm)") {
    const Competitor fastest{{1.00, 1.01, 1.02, 1.03, 1.04, 1.05, 1.06, 1.07, 1.08}};
    const Competitor near{{1.03, 1.04, 1.05, 1.06, 1.07, 1.08, 1.09, 1.10, 1.11}};
    const Competitor far{{2.03, 2.04, 2.05, 2.06, 2.07, 2.08, 2.09, 2.10, 2.11}};
    const auto ratios = ratios_to_fastest(fastest, std::vector{far, near, far, far});
    CHECK(differs(ratios[0]));
    CHECK(ratios[1].low == ratio(near.values, fastest.values).low);
}

TEST_CASE("ratio of three values separates most pairs that differ by a quarter, and one in two") {
    std::lognormal_distribution<double> noise{0, 0.05};
    const auto told = [&](double factor) {
        std::mt19937_64 random{7};
        int different = 0;
        for (int i = 0; i < 100; ++i) {
            Values one(3);
            Values other(3);
            std::ranges::generate(one, [&] { return noise(random); });
            std::ranges::generate(other, [&] { return factor * noise(random); });
            different += differs(ratio(one, other)) ? 1 : 0;
        }
        return different;
    };
    CHECK(told(1.25) >= 85);
    CHECK(told(1.5) >= 99);
}

TEST_CASE("ratio of few values separates clearly different implementations") {
    CHECK(differs(ratio(Values{1.0}, Values{3.1})));
    CHECK(differs(ratio(Values{1.0, 1.1}, Values{2.3, 2.4})));
    CHECK(differs(ratio(Values{1.0, 1.1, 1.2, 1.1}, Values{1.9, 2, 2, 2.1})));
}

TEST_CASE("Sample draws the medians of samples drawn from it, as often as they occur") {
    for (const std::vector<double>& values :
         {Values{1, 2, 4, 8, 16}, Values{1, 2, 4, 8, 16, 32}, Values{3, 3}, Values{7}}) {
        std::map<double, int> drawn;
        std::map<double, int> found;
        std::mt19937_64 random{5};
        Sample sample{values};
        const int draws = 20'000;
        for (int i = 0; i < draws; ++i) {
            ++drawn[sample.next_median(random)];
            Values resampled(values.size());
            std::ranges::generate(resampled, [&] { return values[random() % values.size()]; });
            ++found[Sample{resampled}.median()];
        }
        for (const auto& [median, times] : found)
            CHECK(std::abs(drawn[median] - times) < 5 * std::sqrt(2.0 * times) + 5);
    }
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
