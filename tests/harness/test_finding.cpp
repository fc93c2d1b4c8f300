/// Tests of finding() and overview().
#include "catch.hpp"
#include "common/harness/overview.hpp"
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

std::string text_of(const Results& results) {
    return finding(results, 2).text();
}

}  // namespace

TEST_CASE("finding calls a baseline that computes CPU-bound, and one that waits I/O-bound") {
    const auto found = [](double cpu_seconds) {
        const Results results{made_up("sequential", slow, costs(cpu_seconds, 8), Role::baseline),
                              made_up("threads", quick, costs(0.1, 8))};
        return finding(results, 2);
    };
    CHECK(found(1.01).bound == "CPU");
    CHECK_THAT(found(1.01).sentence, Contains("CPU-bound (100% computing)"));
    CHECK(found(0.02).bound == "I/O");
    CHECK_THAT(found(0.02).sentence, Contains("I/O-bound (98% waiting)"));
    CHECK(found(0.51).bound == "none");
    CHECK_THAT(found(0.51).sentence, Contains("Between I/O-bound and CPU-bound (51% computing)"));
}

TEST_CASE("finding cannot tell what bounds the work without a baseline") {
    Results results = sorting();
    results.erase(results.begin());
    CHECK(finding(results, 2).bound == "none");
    CHECK_THAT(text_of(results), StartsWith("I/O-bound or CPU-bound (cannot tell, no baseline was "
                                            "measured): threads is fastest"));
    for (Repetition& repetition : results[0].repetitions)
        repetition.counters["wait_seconds"] = 0.5;
    CHECK(finding(results, 2).bound == "I/O");
    CHECK_THAT(text_of(results), StartsWith("I/O-bound (threads waits 96%): threads"));
}

TEST_CASE("finding names the fastest, by how much and why, and the least memory") {
    const Finding found = finding(sorting(), 2);
    CHECK(found.workload == "sums");
    CHECK(found.size == "1,000 ints");
    CHECK(found.fastest == std::vector<std::string>{"threads"});
    CHECK(found.decided);
    CHECK(found.sentence ==
          "CPU-bound (100% computing): threads is fastest "
          "(520 ms, 1.96x as fast as sequential); processes takes 1.96x as long, coroutines 1.96x "
          "(why: 50% of 2 cores busy, not 98%).");
    CHECK(found.details ==
          "Memory, without the kernel's: 8.00 MiB (coroutines) to 20.0 MiB (processes).");
}

TEST_CASE("finding follows the figures: another fastest, another reason") {
    Results results = sorting();
    results[1] = made_up("threads", slow, costs(0.9, 10));
    results[2] = made_up("processes", quick, costs(0.1, 4));
    const std::string text = text_of(results);
    CHECK_THAT(text, Contains("processes is fastest"));
    CHECK_THAT(text, Contains("(why: 1.01 s of CPU time, not 100 ms)."));
    CHECK_THAT(
        text,
        Contains("Memory, without the kernel's: 4.00 MiB (processes) to 10.0 MiB (threads)."));
}

TEST_CASE("finding says that waits overlap if that is why the models gain") {
    const Results results{made_up("sequential", slow, costs(0.01, 8), Role::baseline),
                          made_up("threads", quick, costs(0.01, 8)),
                          made_up("coroutines", about_as_quick, costs(0.01, 8))};
    const Finding found = finding(results, 2);
    CHECK_THAT(found.sentence,
               Contains("threads and coroutines cannot be told apart (520 ms to 540 ms, 1.96x as "
                        "fast as sequential: the waits overlap)."));
    CHECK_FALSE(found.decided);
}

TEST_CASE("finding compares a model's plain implementation, too, if a variant is faster") {
    Results results = sorting();
    results.push_back(made_up("coroutines.offloaded", about_as_quick, costs(1.02, 8)));
    CHECK_THAT(text_of(results),
               Contains("threads and coroutines.offloaded cannot be told apart") &&
                   Contains("; processes takes 1.96x as long, coroutines 1.96x ("));
}

TEST_CASE("finding names no fastest if the first two cannot be told apart") {
    Results results = sorting();
    results[2] = made_up("processes", about_as_quick, costs(1.02, 20));
    const Finding found = finding(results, 2);
    CHECK(found.fastest == std::vector<std::string>{"threads", "processes"});
    CHECK_FALSE(found.decided);
    CHECK_THAT(found.text(), Contains("threads and processes cannot be told apart (520 ms to 540"));
    CHECK_THAT(found.text(), !Contains("is fastest"));
}

TEST_CASE("finding decides for a model if only its own implementations cannot be told apart") {
    Results results = sorting();
    results.push_back(made_up("threads.pool", about_as_quick, costs(1.02, 20)));
    const Finding found = finding(results, 2);
    CHECK(found.fastest == std::vector<std::string>{"threads", "threads.pool"});
    CHECK(found.decided);
}

TEST_CASE("finding calls work CPU-bound even if a busy machine made it wait") {
    Results results = sorting();
    for (std::size_t i = 1; i < 5; ++i)
        results[0].repetitions[i].wall_seconds = 3;
    CHECK(finding(results, 2).bound == "CPU");
}

TEST_CASE("finding compares the fastest contender with the baseline as the table does") {
    Results results = sorting();
    results[0] = made_up("sequential", {0.1, 0.1, 0.1, 0.1, 0.1}, costs(0.1, 8), Role::baseline);
    CHECK_THAT(
        text_of(results),
        Contains("threads is fastest (520 ms, slower than sequential without workers: 100 ms)."));
    CHECK_THAT(text_of(results), !Contains("processes takes"));
    results[0] = made_up("sequential", about_as_quick, costs(0.54, 8), Role::baseline);
    CHECK_THAT(text_of(results), Contains("not to be told apart from sequential: 540 ms"));
}

TEST_CASE("finding never ranks broken examples and peers") {
    Results results = sorting();
    results.push_back(
        made_up("threads.unguarded", {0.1, 0.1, 0.1, 0.1, 0.1}, costs(0.1, 1), Role::broken));
    results.push_back(made_up("tbb", {0.1, 0.1, 0.1, 0.1, 0.1}, costs(0.1, 1), Role::peer));
    CHECK(finding(results, 2).fastest == std::vector<std::string>{"threads"});
    CHECK_THAT(text_of(results), !Contains("tbb"));
}

TEST_CASE("finding ranks nothing because of CPU contention, but still tells what was lost") {
    Results results = sorting();
    for (Result& result : results)
        result.speedup = 0.9;
    results.push_back(made_up("threads.unguarded", quick, {{"lost_percent", 7}}, Role::broken));
    const Finding found = finding(results, 2);
    CHECK(found.fastest.empty());
    CHECK_FALSE(found.decided);
    CHECK_THAT(found.sentence, Contains("7% (threads.unguarded)"));
    CHECK_THAT(found.more, Contains("nothing is ranked because of CPU contention") &&
                               Contains("only 0.90 times the work of one"));
}

TEST_CASE("finding ranks nothing if there are only broken examples and failures") {
    const Results results{made_up("threads.unguarded", quick, costs(1, 1), Role::broken),
                          made_up_failure("processes", "killed by SIGSEGV")};
    CHECK(text_of(results) ==
          "Nothing can be ranked: no contender was measured. Failed: processes.");
    CHECK(finding(results, 2).size.empty());
}

TEST_CASE("finding does not call a single contender the fastest") {
    const Results results{made_up("threads", quick, costs(1, 1)),
                          made_up_failure("processes", "killed by SIGSEGV")};
    CHECK_THAT(text_of(results), Contains("threads is the only contender (520 ms)."));
    CHECK_THAT(text_of(results), Contains("Failed: processes."));
    CHECK_FALSE(finding(results, 2).decided);
}

TEST_CASE("finding is about the largest size at which most models were measured") {
    const Results results{made_up("threads", quick, costs(1, 1), Role::contender, 10),
                          made_up("coroutines", slow, costs(1, 1), Role::contender, 10),
                          made_up("threads", slow, costs(1, 1), Role::contender, 100),
                          made_up("coroutines", quick, costs(1, 1), Role::contender, 100),
                          made_up("coroutines", quick, costs(1, 1), Role::contender, 1000)};
    CHECK_THAT(text_of(results), Contains("With 100 ints: coroutines is fastest"));
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
