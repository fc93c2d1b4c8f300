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
    CHECK(sentences(results) ==
          Sentences{"I/O-bound work: take coroutines, among the fastest in 1 of 1 workload; "
                    "threads in 0; on average (geometric mean) their times are coroutines 1.00x, "
                    "threads 1.96x the fastest's.",
                    "CPU-bound work: take threads, among the fastest in 1 of 1 workload; "
                    "coroutines in 0; on average (geometric mean) their times are threads 1.00x, "
                    "coroutines 1.96x the fastest's.",
                    "The most that is gained over one thing after another, on 2 cores: 1.96x at "
                    "I/O-bound work (coroutines in waiting (1,000 ints)), and 1.96x at CPU-bound "
                    "work (threads in sorting (1,000 ints)).",
                    "Memory differs most in waiting (1,000 ints): coroutines 8.00 MiB, threads "
                    "32.0 MiB (the kernel's own memory is not counted)."});
}

TEST_CASE("which_one_when is free to say that it cannot tell") {
    Results results;
    add(results, "waiting", 0.01, quick, quick);
    add(results, "resting", 0.01, slow, slow);
    Sentences text = sentences(results);
    REQUIRE(text.size() == 4);
    CHECK_THAT(text[0], Contains("I/O-bound work: cannot tell, threads and coroutines are among"));
    CHECK(text[1] == "CPU-bound work: cannot tell, none was measured.");
    CHECK(text[3] == "Memory: no model needs much more than another in any workload.");
    add(results, "sorting", 1.02, quick, slow);
    for (Result& result : results)
        result.speedup = 1;
    text = sentences(results);
    CHECK(text[1] ==
          "CPU-bound work: cannot tell, because of CPU contention at sorting (1,000 ints).");
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
            CHECK(sentences(results).back() ==
                  "Shared state: none of 1 unguarded implementations lost an update this time, "
                  "which does not prove that they never do.");
    }
    CHECK(sentences(results).back() ==
          "Shared state: guard it in every model, for 1 of 2 unguarded implementations lost "
          "updates (most: threads.unguarded 30% in counting (1,000 ints)), and none of the "
          "guarded ones did.");
}

TEST_CASE("which_one_when is silent about a single workload") {
    Results results;
    add(results, "sorting", 1.02, quick, slow);
    CHECK(sentences(results).empty());
    CHECK(sentences({}).empty());
}
