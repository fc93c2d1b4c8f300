/// Tests of summarize().
#include "catch.hpp"
#include "common/harness/grouping.hpp"
#include "common/harness/summary.hpp"
#include "tests/harness/made_up.hpp"

using namespace triptych::harness;

TEST_CASE("summarize computes ratios to the fastest contender; broken examples have none") {
    const std::vector results{made_up("sequential", {4}, {}, Role::baseline),
                              made_up("threads", {2}, {}), made_up("processes", {3}, {}),
                              made_up("threads.unguarded", {1}, {}, Role::broken),
                              made_up("tbb", {1}, {}, Role::peer)};
    const auto summaries = summarize(results, 2);
    REQUIRE(summaries.size() == 5);
    CHECK(summaries[0].ratio->median == Approx(2));
    CHECK(summaries[1].ratio->median == Approx(1));
    CHECK(summaries[2].ratio->median == Approx(1.5));
    CHECK_FALSE(summaries[3].ratio);
    CHECK(summaries[4].ratio->median == Approx(0.5));
}

TEST_CASE("summarize leaves out what was skipped or failed") {
    const std::vector results{made_up_failure("threads", "killed"), made_up("processes", {3}, {})};
    const auto summaries = summarize(results, 2);
    REQUIRE(summaries.size() == 1);
    CHECK(summaries[0].benchmark().implementation() == "processes");
}

TEST_CASE("ideal_seconds is the longest wait, or the baseline's work on all cores") {
    const auto ideal = [](double wait, double cpu) {
        const std::vector results{
            made_up("sequential", {9}, {{"wait_seconds", wait}, {"cpu_seconds", cpu}},
                    Role::baseline),
            made_up("threads", {1}, {{"wait_seconds", wait}, {"cpu_seconds", 100}})};
        return ideal_seconds(results, 4);
    };
    CHECK(ideal(0.1, 0) == Approx(0.1));
    CHECK(ideal(0, 8) == Approx(2));
    CHECK(ideal(0.1, 8) == Approx(2));
    CHECK(ideal(3, 8) == Approx(3));
    CHECK(ideal(0, 0) == std::nullopt);
}

TEST_CASE("ideal_seconds is the longest wait if there is no baseline") {
    const std::vector waits{made_up("threads", {1}, {{"wait_seconds", 0.1}})};
    const std::vector works{made_up("threads", {1}, {{"wait_seconds", 0}, {"cpu_seconds", 1}})};
    CHECK(ideal_seconds(waits, 2) == Approx(0.1));
    CHECK(ideal_seconds(works, 2) == std::nullopt);
}

TEST_CASE("summarize computes busy as CPU time of the tree over wall time and cores") {
    const std::vector results{made_up("threads", {2}, {{"cpu_seconds", 3}})};
    CHECK(summarize(results, 2)[0].busy == Approx(0.75));
    CHECK(summarize(results, 4)[0].busy == Approx(0.375));
}

TEST_CASE("summarize takes the maximum of memory, and medians of other metrics") {
    Result result = made_up("threads", {1, 2, 3}, {});
    result.repetitions[0].counters = {{"peak_bytes", 10}, {"lost", 5}};
    result.repetitions[1].counters = {{"peak_bytes", 30}, {"lost", 7}};
    result.repetitions[2].counters = {{"peak_bytes", 20}, {"lost", 100}};
    const auto summaries = summarize({&result, 1}, 2);
    CHECK(summaries[0].peak_bytes == 30);
    CHECK(summaries[0].metrics == triptych::Metrics{{"lost", 7}});
}

TEST_CASE("groups_of separates results by workload and size") {
    std::vector results{
        made_up_benchmark("a", Role::contender, 1), made_up_benchmark("b", Role::contender, 1),
        made_up_benchmark("a", Role::contender, 2), made_up_benchmark("a", Role::contender, 1)};
    results[3].benchmark.workload = "products";
    CHECK(workloads_of(std::span{results}).size() == 2);
    const auto groups = groups_of(std::span{results});
    REQUIRE(groups.size() == 3);
    CHECK(groups[0].size() == 2);
    CHECK(groups[2].front().benchmark.workload == "products");
}
