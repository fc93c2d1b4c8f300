/// Tests of the canary, which detects CPU contention.
#include <atomic>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "common/cores.hpp"
#include "common/harness/canary.hpp"
#include "common/harness/finding.hpp"
#include "common/harness/overview.hpp"
#include "common/harness/report.hpp"
#include "tests/harness/analysed.hpp"
#include "tests/harness/made_up.hpp"

using namespace triptych::harness;
using Results = std::vector<Result>;

namespace {

/// Two implementations and a baseline that computes this share of its time; the canary measured
/// this speed-up.
Results measured(double share, std::optional<double> speedup) {
    Results results{
        made_up("sequential", {1, 1, 1, 1, 1}, {{"cpu_seconds", share}}, Role::baseline),
        made_up("threads", {0.5, 0.5, 0.5, 0.5, 0.5}, {}),
        made_up("processes", {0.7, 0.7, 0.7, 0.7, 0.7}, {})};
    for (Result& result : results)
        result.speedup = speedup;
    return results;
}

}  // namespace

TEST_CASE("two_threads_speedup is between 1 and 2 on two cores") {
    const auto speedup = two_threads_speedup();
    REQUIRE(speedup.has_value() == (triptych::cores_allowed() > 1));
    if (!speedup) return;
    CHECK(*speedup >= 0);   // on a busy machine they may hardly run
    CHECK(*speedup < 2.5);  // clocks change
}

TEST_CASE("two_threads_speedup is low if the two threads share a core with others") {
    const int cores = triptych::cores_allowed();
    if (cores < 2) return;
    std::atomic<bool> over = false;
    std::vector<std::jthread> others;
    for (int i = 0; i < 3 * cores; ++i)
        others.emplace_back([&] {
            while (!over) {
            }
        });
    const auto speedup = two_threads_speedup();
    over = true;
    CHECK(*speedup < least_speedup);
}

TEST_CASE("cores_withheld is true if work is CPU-bound and two threads are no faster than one") {
    CHECK(cores_withheld(measured(1.0, 1.5), 2));
    CHECK_FALSE(cores_withheld(measured(1.0, 1.9), 2));
    CHECK_FALSE(cores_withheld(measured(0.1, 1.5), 2));           // it waits, so it needs no cores
    CHECK_FALSE(cores_withheld(measured(1.0, std::nullopt), 2));  // there is only one core
    CHECK_FALSE(cores_withheld({}, 2));
}

TEST_CASE("computing_share is that of the repetition that was disturbed least") {
    Results results = measured(1.0, 1.5);
    for (std::size_t i = 1; i < 5; ++i)
        results[0].repetitions[i].wall_seconds = 3;
    CHECK(computing_share(results) == 1.0);
    CHECK(computing_share(Results{made_up("threads", {1}, {{"cpu_seconds", 1}})}) == std::nullopt);
}

TEST_CASE("computing_share is 1 if the work made no voluntary context switch") {
    const auto share_of = [](double switches) {
        return computing_share(Results{
            made_up("sequential", {2}, {{"cpu_seconds", 0.5}, {"voluntary_switches", switches}},
                    Role::baseline)});
    };
    CHECK(share_of(0) == 1);
    CHECK(share_of(1) == 0.25);
}

TEST_CASE("cores_withheld uses the contenders if no baseline was measured") {
    const auto contenders = [](double cpu_seconds) {
        Results results{made_up_failure("sequential", "too large", Outcome::skipped),
                        made_up("threads", {1, 1, 1}, {{"cpu_seconds", cpu_seconds}}),
                        made_up("coroutines", {9, 9, 9}, {{"cpu_seconds", 0.1}})};
        results[0].benchmark.role = Role::baseline;
        for (Result& result : results)
            result.speedup = 1.0;  // only one of two cores could be used
        return results;
    };
    CHECK(cores_withheld(contenders(1.9), 2));
    CHECK(cores_withheld(contenders(0.8), 2));  // nearly all that could be used
    CHECK_FALSE(cores_withheld(contenders(0.8), 4));
    CHECK_FALSE(cores_withheld(contenders(0.1), 2));
    CHECK_THAT(finding(contenders(1.9), 2).text(), Contains("nothing is ranked"));
    Results given = contenders(1.9);
    for (Result& result : given)
        result.speedup = 2;
    CHECK_FALSE(cores_withheld(given, 2));
}

TEST_CASE("cores_withheld is false for sleepers, however few cores are left") {
    Results sleepers{
        made_up("threads", {1.05, 1.06}, {{"cpu_seconds", 0.06}, {"wait_seconds", 1.0}}),
        made_up("coroutines", {1.01, 1.02}, {{"cpu_seconds", 0.03}, {"wait_seconds", 1.0}})};
    for (Result& result : sleepers)
        result.speedup = 0.05;
    CHECK(computing_share(sleepers, 2) == 0.0);
    CHECK_FALSE(cores_withheld(sleepers, 2));
}

TEST_CASE("cores_withheld makes the verdict rank nothing, and marks the rows") {
    const Results results = measured(1.0, 1.5);
    CHECK_THAT(finding(results, 2).text(),
               Contains("nothing is ranked because of CPU contention (two threads did only 1.50 "
                        "times the work of one)"));
    CHECK_THAT(finding(results, 2).text(), !Contains("fastest"));
    CHECK_THAT(as_text(group_table(results, 2), 80, false), Contains("1.00x!"));
    CHECK_THAT(as_text(overview(results, 2), 80, false), Contains("1.00x!"));
    CHECK_THAT(as_text(group_table(measured(1.0, 2.0), 2), 80, false), !Contains("!"));
}
