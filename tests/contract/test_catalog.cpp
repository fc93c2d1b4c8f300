/// The catalog of all workloads and implementations.
#include <algorithm>
#include <set>
#include <string>

#include "benches/catalog/catalog.hpp"
#include "catch.hpp"

using namespace triptych;

TEST_CASE("catalog has all workloads, and those compared by default in all models") {
    std::set<std::string> workloads;
    for (const Workload& workload : catalog()) {
        CAPTURE(workload.name);
        workloads.emplace(workload.name);
        if (!workload.by_default) continue;
        std::set<std::string_view> models;
        for (const Implementation& implementation : workload.implementations)
            models.insert(implementation.model);
        for (const char* model : {"sequential", "threads", "processes", "coroutines"})
            CHECK(models.contains(model));
    }
    for (const char* name :
         {"hello", "delayed_messages", "merge_sort", "sort_many", "fork_join", "shared_counter",
          "chained_tasks", "db_update", "deadlock", "task_pool", "simultaneous_chess",
          "memory_isolation", "retries", "producer_consumer", "blocking_call"})
        CHECK(workloads.contains(name));
    CHECK(workloads.size() == catalog().size());
}

TEST_CASE(
    "catalog: each workload compared by default has one baseline, the sequential implementation") {
    for (const Workload& workload : catalog()) {
        if (!workload.by_default) continue;
        CAPTURE(workload.name);
        CHECK(std::ranges::count(workload.implementations, Role::baseline, &Implementation::role) ==
              1);
        CHECK(workload.implementations.front().model == "sequential");
        CHECK(workload.implementations.front().role == Role::baseline);
    }
}

TEST_CASE(
    "catalog: sizes are in ascending order, up to the largest, with the usual one among them") {
    for (const Workload& workload : catalog())
        for (const auto& sizes : {workload.sizes, workload.quick}) {
            CAPTURE(workload.name);
            CHECK_FALSE(sizes.empty());
            CHECK(std::ranges::is_sorted(sizes));
            CHECK(sizes.front() > 0);
            CHECK(sizes.back() <= workload.largest);
        }
    for (const Workload& workload : catalog()) {
        CAPTURE(workload.name);
        CHECK(std::ranges::count(workload.sizes, workload.usual) == 1);
        CHECK(workload.quick.size() == 1);
    }
}

TEST_CASE("find_benchmark finds every benchmark by its name, and all names are different") {
    std::set<std::string> names;
    for (const Workload& workload : catalog())
        for (const Implementation& implementation : workload.implementations)
            for (const std::int64_t size : {std::int64_t{1}, std::int64_t{77}, workload.largest}) {
                const std::string name = benchmark_name(workload, implementation, size);
                CAPTURE(name);
                CHECK(names.insert(name).second);
                const auto benchmark = find_benchmark(name);
                REQUIRE(benchmark);
                CHECK(benchmark->workload == &workload);
                CHECK(benchmark->implementation == &implementation);
                CHECK(benchmark->size == size);
            }
    CHECK(names.contains("merge_sort/threads/77"));
    CHECK(names.contains("shared_counter/coroutines.no_await/77"));
}

TEST_CASE("find_benchmark finds nothing for names of no benchmark") {
    for (const char* name : {"",
                             "/",
                             "merge_sort",
                             "merge_sort/threads",
                             "merge_sort/threads/",
                             "merge_sort//10",
                             "merge_sort/threads/0",
                             "merge_sort/threads/-1",
                             "merge_sort/threads/1e3",
                             "merge_sort/threads/10 ",
                             "merge_sort/threads/ 10",
                             "merge_sort/threads/+10",
                             "merge_sort/threads/010",
                             "merge_sort/threads/1000000001",
                             "merge_sort/threads/99999999999999999999",
                             "merge_sort/threads.pool/10",
                             "merge_sort/fibers/10",
                             "merge_sorts/threads/10",
                             "Merge_sort/threads/10",
                             "merge_sort/threads/10/10",
                             "x/merge_sort/threads/10"}) {
        CAPTURE(name);
        CHECK_FALSE(find_benchmark(name));
    }
}
