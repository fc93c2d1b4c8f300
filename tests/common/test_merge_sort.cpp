/// The merge sort that all models share.
#include <algorithm>
#include <climits>

#include "catch.hpp"
#include "common/random.hpp"
#include "common/workloads/merge_sort.hpp"

using namespace triptych;

namespace {

/// Below 8 or 1,000, so that many are equal, or below 2^31.
Values random_values(std::size_t count, std::uint32_t bound, Random& random) {
    Values values(count);
    for (int& value : values)
        value = static_cast<int>(random_below(random, bound));
    return values;
}

Values sorted(Values values) {
    std::ranges::sort(values);
    return values;
}

Values merge_sorted(Values values) {
    merge_sort(values);
    return values;
}

}  // namespace

TEST_CASE("every length from 0 to 300 is sorted as by std::sort") {
    Random random{1};
    for (std::size_t length = 0; length <= 300; ++length)
        for (const std::uint32_t bound : {8U, 1'000U, 1U << 31U}) {
            const Values values = random_values(length, bound, random);
            REQUIRE(merge_sorted(values) == sorted(values));
        }
}

TEST_CASE("long lists are sorted as by std::sort") {
    for (const std::int64_t length : {9'999, 65'536, 100'003}) {
        const Values values = make_values(length, 7);
        CHECK(merge_sorted(values) == sorted(values));
    }
}

TEST_CASE("lists in order, in reverse and all equal are sorted") {
    Values values = sorted(make_values(10'007, 3));
    CHECK(merge_sorted(values) == values);
    const Values reversed{values.rbegin(), values.rend()};
    CHECK(merge_sorted(reversed) == values);
    const Values equal(10'007, -5);
    CHECK(merge_sorted(equal) == equal);
}

TEST_CASE("the smallest and the largest int are values like any other") {
    Values values;
    for (int i = 0; i < 50; ++i)
        values.insert(values.end(), {INT_MAX, 0, INT_MIN, -1});
    CHECK(merge_sorted(values) == sorted(values));
}

TEST_CASE("merge_low and merge_high fill their own half of the target and together merge") {
    Random random{2};
    for (std::size_t length = 0; length <= 65; ++length) {
        Values source = random_values(length, 20, random);
        std::ranges::sort(lower(source));
        std::ranges::sort(upper(source));
        Values expected = sorted(source);
        constexpr int untouched = -1;

        Values target(length, untouched);
        merge_low(source, target);
        REQUIRE(std::ranges::equal(lower(target), lower(expected)));
        REQUIRE(std::ranges::count(upper(target), untouched) ==
                static_cast<std::ptrdiff_t>(length - length / 2));

        target.assign(length, untouched);
        merge_high(source, target);
        REQUIRE(std::ranges::count(lower(target), untouched) ==
                static_cast<std::ptrdiff_t>(length / 2));
        REQUIRE(std::ranges::equal(upper(target), upper(expected)));
    }
}

TEST_CASE("halves make a whole, the smaller one first") {
    Values values{1, 2, 3, 4, 5};
    CHECK(std::ranges::equal(lower(values), Values{1, 2}));
    CHECK(std::ranges::equal(upper(values), Values{3, 4, 5}));
    CHECK(lower({}).empty());
    CHECK(upper({}).empty());
}

TEST_CASE("a check of sorted values says what is wrong") {
    const Fingerprint input = fingerprint(Values{3, 1, 2});
    CHECK(check_sorted(input, Values{1, 2, 3}).empty());
    CHECK(check_sorted(input, Values{1, 2}) == "2 values came back, of 3");
    CHECK(check_sorted(input, Values{1, 3, 2}) == "value 2 is 2, and comes after 3");
    CHECK(check_sorted(input, Values{1, 2, 4}) ==
          "the values are in order, but not those that went in");
    CHECK(check_sorted(input, Values{1, 2, 2}) ==
          "the values are in order, but not those that went in");
    CHECK(check_sorted(Fingerprint{}, Values{}).empty());
}

TEST_CASE("a fingerprint does not depend on the order, but on each value and their number") {
    CHECK(fingerprint(Values{1, 2, 3}) == fingerprint(Values{3, 1, 2}));
    CHECK(fingerprint(Values{1, 4}) != fingerprint(Values{2, 3}));
    CHECK(fingerprint(Values{0}) != fingerprint(Values{0, 0}));
    CHECK(fingerprint(Values{-1}) != fingerprint(Values{1}));
}

TEST_CASE("values are the same on every machine for the same seed") {
    CHECK(make_values(4, 1) == Values{-1'150'783'640, 588'839'502, 2'061'911'450, 2'033'565'838});
    CHECK(make_values(1'000, 1) != make_values(1'000, 2));
    CHECK(make_values(0, 1).empty());
}
