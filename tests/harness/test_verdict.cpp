/// Tests of verdict() and overview().
#include "catch.hpp"
#include "common/harness/overview.hpp"
#include "common/harness/verdict.hpp"
#include "tests/harness/analysed.hpp"
#include "tests/harness/made_up.hpp"

using namespace triptych::harness;
using Results = std::vector<Result>;

namespace {

constexpr double mebibyte = 1 << 20;
const std::vector<double> slow{1.00, 1.01, 1.02, 1.03, 1.04};
const std::vector<double> quick{0.50, 0.51, 0.52, 0.53, 0.54};
const std::vector<double> about_as_quick{0.52, 0.53, 0.54, 0.55, 0.56};

triptych::Metrics costs(double cpu_seconds, double mebibytes) {
    return {{"cpu_seconds", cpu_seconds},
            {"peak_bytes", mebibytes * mebibyte},
            {"wait_seconds", 0},
            {"voluntary_switches", 3}};
}

Results sorting() {
    return {made_up("sequential", slow, costs(1.01, 8), Role::baseline),
            made_up("threads", quick, costs(1.02, 10)), made_up("processes", slow, costs(1.02, 20)),
            made_up("coroutines", slow, costs(1.01, 8))};
}

}  // namespace

TEST_CASE("verdict calls a baseline that computes CPU-bound, and one that waits I/O-bound") {
    const auto bound = [](double cpu_seconds) {
        const Results results{made_up("sequential", slow, costs(cpu_seconds, 8), Role::baseline),
                              made_up("threads", quick, costs(0.1, 8))};
        return verdict(results, 2);
    };
    CHECK_THAT(bound(1.01), Contains("CPU-bound: sequential computes 100% of its time."));
    CHECK_THAT(bound(0.02), Contains("I/O-bound: sequential waits 98% of its time."));
    CHECK_THAT(bound(0.51), Contains("Between I/O-bound and CPU-bound: sequential computes 51%"));
}

TEST_CASE("verdict cannot tell what bounds the work without a baseline") {
    Results results = sorting();
    results.erase(results.begin());
    CHECK_THAT(
        verdict(results, 2),
        Contains("Cannot tell whether it is I/O-bound or CPU-bound: no baseline was measured."));
    CHECK_THAT(verdict(results, 2), !Contains("CPU-bound: s") && !Contains("I/O-bound: s"));
}

TEST_CASE("verdict names the fastest and the least memory, with the reason") {
    const std::string text = verdict(sorting(), 2);
    CHECK_THAT(text, Contains("With 1,000 ints, threads is fastest, 520 ms"));
    CHECK_THAT(text, Contains("(1.96x as fast as sequential)"));
    CHECK_THAT(text, Contains("ahead of coroutines: 98% of 2 cores busy against 50%"));
    CHECK_THAT(text, Contains("least memory: coroutines (8.00 MiB), most: processes (20.0 MiB)"));
}

TEST_CASE("verdict follows the figures: another fastest, another reason") {
    Results results = sorting();
    results[1] = made_up("threads", slow, costs(0.9, 10));
    results[2] = made_up("processes", quick, costs(0.1, 4));
    const std::string text = verdict(results, 2);
    CHECK_THAT(text, Contains("processes is fastest"));
    CHECK_THAT(text, Contains("ahead of coroutines: 100 ms of CPU time against 1.01 s"));
    CHECK_THAT(text, Contains("least memory: processes (4.00 MiB), most: threads (10.0 MiB)"));
}

TEST_CASE("verdict names no fastest if the first two cannot be told apart") {
    Results results = sorting();
    results[2] = made_up("processes", about_as_quick, costs(1.02, 20));
    CHECK_THAT(verdict(results, 2),
               Contains("threads and processes cannot be told apart at 520 ms"));
    CHECK_THAT(verdict(results, 2), !Contains("fastest"));
}

TEST_CASE("verdict calls work CPU-bound even if a busy machine made it wait") {
    Results results = sorting();
    for (std::size_t i = 1; i < 5; ++i)
        results[0].repetitions[i].wall_seconds = 3;
    CHECK_THAT(verdict(results, 2), Contains("CPU-bound"));
}

TEST_CASE("verdict says if the fastest contender is no faster than the baseline") {
    Results results = sorting();
    results[0] = made_up("sequential", {0.1, 0.1, 0.1, 0.1, 0.1}, costs(0.1, 8), Role::baseline);
    CHECK_THAT(verdict(results, 2),
               Contains("threads is fastest, 520 ms (slower than sequential, 100 ms)"));
    results[0] = made_up("sequential", about_as_quick, costs(0.54, 8), Role::baseline);
    CHECK_THAT(verdict(results, 2), Contains("(no faster than sequential)"));
    results[0].repetitions.resize(4);  // too few
    CHECK_THAT(verdict(results, 2),
               Contains("(too few repetitions to compare it with sequential)"));
}

TEST_CASE("verdict never ranks broken examples and peers") {
    Results results = sorting();
    results.push_back(
        made_up("threads.unguarded", {0.1, 0.1, 0.1, 0.1, 0.1}, costs(0.1, 1), Role::broken));
    results.push_back(made_up("tbb", {0.1, 0.1, 0.1, 0.1, 0.1}, costs(0.1, 1), Role::peer));
    CHECK(verdict(results, 2) == verdict(sorting(), 2));
}

TEST_CASE("verdict ranks nothing if there are only broken examples and failures") {
    const Results results{made_up("threads.unguarded", quick, costs(1, 1), Role::broken),
                          made_up_failure("processes", "killed by SIGSEGV")};
    CHECK_THAT(verdict(results, 2),
               Contains("There is nothing to rank: no contender was measured; failed: processes."));
}

TEST_CASE("verdict does not call a single contender the fastest") {
    const Results results{made_up("threads", quick, costs(1, 1)),
                          made_up_failure("processes", "killed by SIGSEGV")};
    CHECK_THAT(verdict(results, 2), Contains("threads is the only contender, 520 ms"));
    CHECK_THAT(verdict(results, 2), Contains("failed: processes"));
}

TEST_CASE("verdict is about the largest size at which most models were measured") {
    Results results{made_up("threads", quick, costs(1, 1), Role::contender, 10),
                    made_up("coroutines", slow, costs(1, 1), Role::contender, 10),
                    made_up("threads", slow, costs(1, 1), Role::contender, 100),
                    made_up("coroutines", quick, costs(1, 1), Role::contender, 100),
                    made_up("coroutines", quick, costs(1, 1), Role::contender, 1000)};
    CHECK_THAT(verdict(results, 2), Contains("With 100 ints, coroutines is fastest"));
}

TEST_CASE("overview shows each model's fastest contender") {
    Results results = sorting();
    results.push_back(made_up("threads.pool", {0.2, 0.2, 0.2, 0.2, 0.2}, costs(0.4, 9)));
    const Table table = overview(results, 2);
    CHECK(table.titles ==
          std::vector<std::string>{"workload", "threads", "processes", "coroutines"});
    REQUIRE(table.rows.size() == 1);
    CHECK(table.rows[0].cells[0] == "sums\n1,000 ints");
    CHECK(table.rows[0].cells[1] == "200 ms  1.00x\n100% busy\n9.00 MiB\n.pool");
    CHECK(table.rows[0].cells[3] == "1.02 s  5.10x\n50% busy\n8.00 MiB");
}

TEST_CASE("overview has a dash for a model without a measured contender") {
    Results results = sorting();
    results[2] = made_up_failure("processes", "killed");
    CHECK(overview(results, 2).rows.at(0).cells.at(2) == "-");
}
