/// Tests of which_one_when().
#include "catch.hpp"
#include "common/harness/which_one_when.hpp"
#include "tests/harness/analysed.hpp"
#include "tests/harness/made_up.hpp"

using namespace triptych::harness;
using Results = std::vector<Result>;
using Sentences = std::vector<std::string>;

namespace {

constexpr double mebibyte = 1 << 20;
const std::vector<double> slow{1.00, 1.01, 1.02, 1.03, 1.04};
const std::vector<double> quick{0.50, 0.51, 0.52, 0.53, 0.54};

/// A workload of that name; its baseline computes for `cpu_seconds` of about a second.
void add(Results& results, const std::string& workload, double cpu_seconds,
         const std::vector<double>& threads, const std::vector<double>& coroutines,
         double mebibytes = 8) {
    for (Result result :
         {made_up("sequential", slow, {{"cpu_seconds", cpu_seconds}}, Role::baseline),
          made_up("threads", threads, {{"peak_bytes", mebibytes * mebibyte}}),
          made_up("coroutines", coroutines, {{"peak_bytes", 8 * mebibyte}})}) {
        result.benchmark.workload = workload;
        results.push_back(std::move(result));
    }
}

Sentences sentences(const Results& results) {
    return which_one_when(analyse(results, 2));
}

}  // namespace

TEST_CASE("which_one_when names the models at I/O-bound and at CPU-bound work, with figures") {
    Results results;
    add(results, "waiting", 0.01, slow, quick, 32);
    add(results, "sorting", 1.02, quick, slow);
    CHECK(
        sentences(results) ==
        Sentences{"I/O-bound work: take coroutines (1.00x), within 10 % of the fastest in 1 of 1 "
                  "workload (mean ratio to it); threads in 0 (1.96x).",
                  "CPU-bound work: take threads (1.00x), within 10 % of the fastest in 1 of 1 "
                  "workload (mean ratio to it); coroutines in 0 (1.96x).",
                  "The most that is gained over doing one thing after another on 2 cores: 1.96x "
                  "by coroutines at waiting (1,000 ints), whose waits overlap; 1.96x by threads at "
                  "sorting (1,000 ints).",
                  "Memory differs most in waiting (1,000 ints): coroutines 8.00 MiB, threads "
                  "32.0 MiB (the kernel's own memory is not counted)."});
}

TEST_CASE("which_one_when is free to say that it cannot tell") {
    Results results;
    add(results, "waiting", 0.01, quick, quick);
    add(results, "resting", 0.01, slow, slow);
    Sentences text = sentences(results);
    REQUIRE(text.size() == 4);
    CHECK_THAT(
        text[0],
        StartsWith("I/O-bound work: cannot tell, for all are within 10 % of the fastest in 2 "
                   "of 2 workloads (mean ratio to it): threads (1.00x), coroutines (1.00x)."));
    CHECK(text[1] == "CPU-bound work: cannot tell, because none was measured.");
    CHECK(text[3] == "Memory: no model needs much more than another in any workload.");
    add(results, "sorting", 1.02, quick, slow);
    for (Result& result : results)
        result.speedup = 1;
    text = sentences(results);
    CHECK(text[1] ==
          "CPU-bound work: cannot tell, because of CPU contention at sorting (1,000 ints).");
}

TEST_CASE("which_one_when does not count a difference that is not certain") {
    Results results;
    add(results, "waiting", 0.01, quick, {0.3, 0.4, 0.9, 1.2, 1.3});
    add(results, "sorting", 1.02, quick, slow);
    CHECK(sentences(results)[0] ==
          "I/O-bound work: cannot tell, the differences between the models are not certain.");
}

TEST_CASE("which_one_when counts the unguarded implementations that lost updates") {
    Results results;
    add(results, "waiting", 0.01, quick, quick);
    add(results, "counting", 1.02, quick, quick);
    for (const double lost : {0.0, 30.0}) {
        Result result = made_up("threads.unguarded", quick, {{"lost_percent", lost}}, Role::broken);
        result.benchmark.workload = "counting";
        results.push_back(result);
        if (lost == 0)
            CHECK_THAT(sentences(results)[2],
                       EndsWith("None of 1 unguarded implementations lost an update this time, "
                                "which does not prove that they never do."));
    }
    CHECK(sentences(results)[2] ==
          "Work on shared state: cannot tell, for all are within 10 % of the fastest in 1 of 1 "
          "workload (mean ratio to it): threads (1.00x), coroutines (1.00x). Guard shared state in "
          "every model: 1 of 2 unguarded implementations lost updates (up to 30%), and none "
          "of the guarded ones did.");
}

TEST_CASE("which_one_when compares a variant that all workloads have beside its model") {
    Results results;
    for (const char* workload : {"sorting", "searching"}) {
        add(results, workload, 1.02, quick, slow);
        Result offloaded = made_up("coroutines.offloaded", quick, {});
        offloaded.benchmark.workload = workload;
        results.push_back(offloaded);
    }
    CHECK_THAT(
        sentences(results)[1],
        StartsWith("CPU-bound work: take threads (1.00x) or coroutines.offloaded (1.00x), ") &&
            Contains("coroutines in 0 (1.96x)"));
}

TEST_CASE("which_one_when is silent about a single workload") {
    Results results;
    add(results, "sorting", 1.02, quick, slow);
    CHECK(sentences(results).empty());
    CHECK(sentences({}).empty());
}
