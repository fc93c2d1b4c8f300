/// The lists of sort_many, and their check.
#include <algorithm>

#include "catch.hpp"
#include "common/workloads/sort_many.hpp"

using namespace triptych;

TEST_CASE("make_lists returns the same lists on every machine for the same seed") {
    const Lists lists = make_lists(2, 1);
    CHECK(Values(lists[0].begin(), lists[0].begin() + 4) ==
          Values{66'938, 68'203, 225'607, 10'512});
    CHECK(Values(lists[1].begin(), lists[1].begin() + 4) ==
          Values{495'260, 124'478, 272'438, 202'831});
    CHECK(lists == make_lists(2, 1));
    CHECK(lists != make_lists(2, 2));
    CHECK(make_lists(0, 1).empty());
}

TEST_CASE("make_lists: each list has 30,000 integers from 0 to 499,999") {
    for (const Values& list : make_lists(3, 9)) {
        CHECK(list.size() == 30'000);
        const auto [least, most] = std::ranges::minmax(list);
        CHECK(least >= 0);
        CHECK(least < 500);
        CHECK(most < 500'000);
        CHECK(most > 499'500);
    }
}

TEST_CASE("check_sorted_lists names the list that is wrong") {
    const auto input = fingerprints(Lists{{2, 1}, {}, {4, 3}});
    CHECK(check_sorted_lists(input, Lists{{1, 2}, {}, {3, 4}}).empty());
    CHECK(check_sorted_lists(input, Lists{{1, 2}, {}}) == "2 of 3 lists came back");
    CHECK(check_sorted_lists(input, Lists{{1, 2}, {}, {4, 3}}) ==
          "list 2: value 1 is 3, but comes after 4");
    CHECK(check_sorted_lists(input, Lists{{3, 4}, {}, {1, 2}}) ==
          "list 0: the values are in order, but not those of the input");
    CHECK(check_sorted_lists(input, Lists{{1, 2}, {0}, {3, 4}}) ==
          "list 1: 1 of 0 values came back");
    CHECK(check_sorted_lists({}, Lists{}).empty());
}
