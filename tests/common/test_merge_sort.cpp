/// The merge sort that all models use.
#include <algorithm>
#include <climits>

#include "catch.hpp"
#include "common/random.hpp"
#include "common/workloads/merge_sort.hpp"

using namespace triptych;

namespace {

/// `count` random values below `bound`.
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

TEST_CASE("merge_sort sorts lists of every length from 0 to 300 as std::sort does") {
    Random random{1};
    for (std::size_t length = 0; length <= 300; ++length)
        for (const std::uint32_t bound : {8U, 1'000U, 1U << 31U}) {
            const Values values = random_values(length, bound, random);
            REQUIRE(merge_sorted(values) == sorted(values));
        }
}

TEST_CASE("merge_sort sorts long lists as std::sort does") {
    for (const std::int64_t length : {9'999, 65'536, 100'003}) {
        const Values values = make_values(length, 7);
        CHECK(merge_sorted(values) == sorted(values));
    }
}

TEST_CASE("merge_sort sorts lists that are in order, in reverse order, and all equal") {
    Values values = sorted(make_values(10'007, 3));
    CHECK(merge_sorted(values) == values);
    const Values reversed{values.rbegin(), values.rend()};
    CHECK(merge_sorted(reversed) == values);
    const Values equal(10'007, -5);
    CHECK(merge_sorted(equal) == equal);
}

TEST_CASE("merge_sort sorts the smallest and the largest int like any other value") {
    Values values;
    for (int i = 0; i < 50; ++i)
        values.insert(values.end(), {INT_MAX, 0, INT_MIN, -1});
    CHECK(merge_sorted(values) == sorted(values));
}

TEST_CASE("merge_low and merge_high each fill their half of the target, and together they merge") {
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

TEST_CASE("lower and upper return the two halves, the smaller one first") {
    Values values{1, 2, 3, 4, 5};
    CHECK(std::ranges::equal(lower(values), Values{1, 2}));
    CHECK(std::ranges::equal(upper(values), Values{3, 4, 5}));
    CHECK(lower({}).empty());
    CHECK(upper({}).empty());
}

TEST_CASE("check_sorted says what is wrong") {
    const Fingerprint input = fingerprint(Values{3, 1, 2});
    CHECK(check_sorted(input, Values{1, 2, 3}).empty());
    CHECK(check_sorted(input, Values{1, 2}) == "2 of 3 values came back");
    CHECK(check_sorted(input, Values{1, 3, 2}) == "value 2 is 2, but comes after 3");
    CHECK(check_sorted(input, Values{1, 2, 4}) ==
          "the values are in order, but not those of the input");
    CHECK(check_sorted(input, Values{1, 2, 2}) ==
          "the values are in order, but not those of the input");
    CHECK(check_sorted(Fingerprint{}, Values{}).empty());
}

TEST_CASE("fingerprint depends on each value and their number, but not on their order") {
    CHECK(fingerprint(Values{1, 2, 3}) == fingerprint(Values{3, 1, 2}));
    CHECK(fingerprint(Values{1, 4}) != fingerprint(Values{2, 3}));
    CHECK(fingerprint(Values{0}) != fingerprint(Values{0, 0}));
    CHECK(fingerprint(Values{-1}) != fingerprint(Values{1}));
}

TEST_CASE("make_values returns the same values on every machine for the same seed") {
    CHECK(make_values(4, 1) == Values{-1'150'783'640, 588'839'502, 2'061'911'450, 2'033'565'838});
    CHECK(make_values(1'000, 1) != make_values(1'000, 2));
    CHECK(make_values(0, 1).empty());
}
