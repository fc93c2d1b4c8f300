/// Verdicts are computed: other figures, other words.
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

TEST_CASE("a baseline that computes is CPU-bound, one that waits is I/O-bound") {
    const auto bound = [](double cpu_seconds) {
        const Results results{made_up("sequential", slow, costs(cpu_seconds, 8), Role::baseline),
                              made_up("threads", quick, costs(0.1, 8))};
        return verdict(results, 2);
    };
    CHECK_THAT(bound(1.01), Contains("CPU-bound: sequential computes 100% of its time."));
    CHECK_THAT(bound(0.02), Contains("I/O-bound: sequential waits 98% of its time."));
    CHECK_THAT(bound(0.51), Contains("Between I/O-bound and CPU-bound: sequential computes 51%"));
}

TEST_CASE("without a baseline the verdict abstains from what bounds the work") {
    Results results = sorting();
    results.erase(results.begin());
    CHECK_THAT(verdict(results, 2), Contains("cannot be told: no baseline was measured."));
    CHECK_THAT(verdict(results, 2), !Contains("-bound:"));
}

TEST_CASE("the fastest and the leanest are named, with the reason") {
    const std::string text = verdict(sorting(), 2);
    CHECK_THAT(text, Contains("With 1,000 ints, threads is fastest, 520 ms"));
    CHECK_THAT(text, Contains("(1.96x as fast as sequential)"));
    CHECK_THAT(text, Contains("ahead of coroutines: 98% of 2 cores busy against 50%"));
    CHECK_THAT(text, Contains("leanest is coroutines (8.00 MiB; processes: 20.0 MiB)"));
}

TEST_CASE("other figures, another fastest and another reason") {
    Results results = sorting();
    results[1] = made_up("threads", slow, costs(0.9, 10));
    results[2] = made_up("processes", quick, costs(0.1, 4));
    const std::string text = verdict(results, 2);
    CHECK_THAT(text, Contains("processes is fastest"));
    CHECK_THAT(text, Contains("ahead of coroutines: 100 ms of CPU time against 1.01 s"));
    CHECK_THAT(text, Contains("leanest is processes (4.00 MiB; threads: 10.0 MiB)"));
}

TEST_CASE("where the spread does not separate the first two, it says so") {
    Results results = sorting();
    results[2] = made_up("processes", about_as_quick, costs(1.02, 20));
    CHECK_THAT(verdict(results, 2),
               Contains("threads and processes cannot be told apart at 520 ms"));
    CHECK_THAT(verdict(results, 2), !Contains("fastest"));
}

TEST_CASE("a busy machine does not make work that computes look as if it waited") {
    Results results = sorting();
    for (std::size_t i = 1; i < 5; ++i)
        results[0].repetitions[i].wall_seconds = 3;
    CHECK_THAT(verdict(results, 2), Contains("CPU-bound"));
}

TEST_CASE("a concurrent implementation that does not pay is told so") {
    Results results = sorting();
    results[0] = made_up("sequential", {0.1, 0.1, 0.1, 0.1, 0.1}, costs(0.1, 8), Role::baseline);
    CHECK_THAT(verdict(results, 2),
               Contains("threads is fastest, 520 ms (slower than sequential, 100 ms)"));
    results[0] = made_up("sequential", about_as_quick, costs(0.54, 8), Role::baseline);
    CHECK_THAT(verdict(results, 2), Contains("(no faster than sequential)"));
    results[0].repetitions.resize(4);  // of so few nobody knows
    CHECK_THAT(verdict(results, 2), Contains("(not to be told from sequential)"));
}

TEST_CASE("broken examples and references are never ranked") {
    Results results = sorting();
    results.push_back(
        made_up("threads.unguarded", {0.1, 0.1, 0.1, 0.1, 0.1}, costs(0.1, 1), Role::broken));
    results.push_back(made_up("tbb", {0.1, 0.1, 0.1, 0.1, 0.1}, costs(0.1, 1), Role::peer));
    CHECK(verdict(results, 2) == verdict(sorting(), 2));
}

TEST_CASE("with nothing but broken examples and failures there is no ranking") {
    const Results results{made_up("threads.unguarded", quick, costs(1, 1), Role::broken),
                          made_up_failure("processes", "killed by SIGSEGV")};
    CHECK_THAT(verdict(results, 2),
               Contains("There is nothing to rank: no contender was measured; failed: processes."));
}

TEST_CASE("one contender alone is not called the fastest") {
    const Results results{made_up("threads", quick, costs(1, 1)),
                          made_up_failure("processes", "killed by SIGSEGV")};
    CHECK_THAT(verdict(results, 2), Contains("only threads is ranked, 520 ms"));
    CHECK_THAT(verdict(results, 2), Contains("failed: processes"));
}

TEST_CASE("the verdict is about the largest size that most models have measured") {
    Results results{made_up("threads", quick, costs(1, 1), Role::contender, 10),
                    made_up("coroutines", slow, costs(1, 1), Role::contender, 10),
                    made_up("threads", slow, costs(1, 1), Role::contender, 100),
                    made_up("coroutines", quick, costs(1, 1), Role::contender, 100),
                    made_up("coroutines", quick, costs(1, 1), Role::contender, 1000)};
    CHECK_THAT(verdict(results, 2), Contains("With 100 ints, coroutines is fastest"));
}

TEST_CASE("the overview shows each model's fastest contender") {
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

TEST_CASE("a model without a measured contender has a dash in the overview") {
    Results results = sorting();
    results[2] = made_up_failure("processes", "killed");
    CHECK(overview(results, 2).rows.at(0).cells.at(2) == "-");
}
