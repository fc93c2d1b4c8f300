/// Properties of every implementation of merge_sort and sort_many.
#include <algorithm>
#include <climits>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "benches/catalog/offloaded.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "catch.hpp"
#include "common/workloads/sequential.hpp"
#include "tests/census.hpp"

using namespace triptych;

namespace {

struct Sort {
    const char* name;
    Values (*sort)(Values values);
};

struct SortMany {
    const char* name;
    std::function<Lists(const Lists&)> sort;
};

const Sort sorts[]{{"sequential", sequential::merge_sort},
                   {"threads", threads::merge_sort},
                   {"processes", processes::merge_sort},
                   {"coroutines", coroutines::merge_sort},
                   {"coroutines.offloaded", offloaded<coroutines::merge_sort_offloaded>}};

const SortMany sorts_many[]{
    {"sequential", sequential::sort_many},
    {"threads", [](Lists lists) { return threads::sort_many(std::move(lists), 3); }},
    {"processes", [](Lists lists) { return processes::sort_many(std::move(lists), 3); }},
    {"processes.pipe", [](Lists lists) { return processes::sort_many_pipe(lists, 3); }},
    {"coroutines", coroutines::sort_many},
    {"coroutines.offloaded", offloaded<coroutines::sort_many_offloaded, Lists>}};

Values sorted(Values values) {
    std::ranges::sort(values);
    return values;
}

/// Lists that are edge cases of sorting.
Lists awkward_lists() {
    Lists lists{{}, {1}, {2, 1}, {1, 1}, {3, 1, 2}, {INT_MAX, INT_MIN}};
    for (const std::int64_t length : {16, 17, 33, 64, 1'000, 10'007}) {
        lists.push_back(make_values(length, 5));
        lists.push_back(sorted(lists.back()));
        lists.emplace_back(lists.back().rbegin(), lists.back().rend());
        lists.emplace_back(static_cast<std::size_t>(length), 7);
    }
    return lists;
}

}  // namespace

TEST_CASE("merge_sort sorts empty, short, equal, sorted and reversed arrays") {
    const Lists lists = awkward_lists();
    for (const auto& [name, sort] : sorts)
        for (const Values& values : lists) {
            CAPTURE(name, values.size());
            CHECK((sort(values) == sorted(values)));
        }
}

TEST_CASE("sort_many sorts each of several lists of different lengths, also empty ones") {
    const Lists lists = awkward_lists();
    Lists expected = lists;
    for (Values& values : expected)
        std::ranges::sort(values);
    for (const auto& [name, sort] : sorts_many) {
        CAPTURE(name);
        CHECK((sort(lists) == expected));
    }
}

TEST_CASE("sort_many accepts no lists, and empty lists, and leaves nothing behind") {
    for (const auto& [name, sort] : sorts_many) {
        CAPTURE(name);
        const Census before = take_census();
        CHECK(sort({}).empty());
        CHECK((sort(Lists(3)) == Lists(3)));
        CHECK(changes_since(before) == "");
    }
}
