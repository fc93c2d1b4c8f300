/// Tests of read_bench_run().
#include <csignal>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "common/harness/bench_output.hpp"

using namespace triptych::harness;

namespace {

constexpr const char* name = "sums/threads/10";

Ending wrote(const std::string& output) {
    Ending ending;
    ending.output = output;
    return ending;
}

std::string entry(const std::string& more) {
    return R"({"context": {"num_cpus": 2}, "benchmarks": [
        {"name": "sums/other/10", "real_time": 1, "cpu_time": 1, "time_unit": "ns"},
        {"name": "sums/threads/10", )" +
           more + "}]}";
}

}  // namespace

TEST_CASE("read_bench_run returns its own entry, in seconds, with all counters") {
    const BenchRun run = read_bench_run(
        wrote(entry(R"("iterations": 1, "real_time": 2.5, "cpu_time": 1.5, "time_unit": "ms",
                       "repetitions": 1, "cpu_seconds": 0.25, "lost": 12)")),
        name);
    CHECK(run.outcome == Outcome::measured);
    CHECK(run.repetition.wall_seconds == Approx(0.0025));
    CHECK(run.repetition.own_cpu_seconds == Approx(0.0015));
    CHECK(run.repetition.counters == triptych::Metrics{{"cpu_seconds", 0.25}, {"lost", 12}});
    CHECK(run.context.value().at("num_cpus") == 2);
}

TEST_CASE("read_bench_run takes an error for a failure, unless it begins with \"skipped\"") {
    const BenchRun failed = read_bench_run(
        wrote(entry(R"("error_occurred": true, "error_message": "message 7 is missing")")), name);
    CHECK(failed.outcome == Outcome::failed);
    CHECK(failed.reason == "message 7 is missing");
    const BenchRun skipped = read_bench_run(
        wrote(entry(R"("error_occurred": true, "error_message": "skipped: 12 at most")")), name);
    CHECK(skipped.outcome == Outcome::skipped);
    CHECK(skipped.reason == "12 at most");
}

TEST_CASE("read_bench_run names a crash, with the last line of the error output") {
    Ending ending;
    ending.status = SIGSEGV;
    CHECK(read_bench_run(ending, name).reason == "killed by SIGSEGV");
    ending.errors = "terminate called\n  what(): no\n***WARNING*** debug\n";
    CHECK(read_bench_run(ending, name).reason == "killed by SIGSEGV:   what(): no");
    ending.status = 3 << 8;
    CHECK(read_bench_run(ending, name).reason == "exit code 3:   what(): no");
}

TEST_CASE("read_bench_run reports a crash even if a result was written before it") {
    Ending ending = wrote(entry(R"("real_time": 1, "cpu_time": 1)"));
    CHECK(read_bench_run(ending, name).outcome == Outcome::measured);
    ending.status = SIGABRT;
    CHECK(read_bench_run(ending, name).outcome == Outcome::failed);
}

TEST_CASE("read_bench_run takes a result for a failure if processes were left behind") {
    Ending ending = wrote(entry(R"("real_time": 1, "cpu_time": 1)"));
    ending.left_behind = 2;
    CHECK(read_bench_run(ending, name).reason == "left 2 processes behind");
}

TEST_CASE("read_bench_run takes no result in time, no result and an unreadable one for failures") {
    Ending late;
    late.timed_out = true;
    CHECK(read_bench_run(late, name).reason == "gave no result within the time limit");
    CHECK(read_bench_run(wrote(""), name).reason == "wrote no result");
    CHECK(read_bench_run(wrote("garbage"), name).reason == "wrote a result that cannot be read");
    CHECK(read_bench_run(wrote(R"({"benchmarks": []})"), name).reason == "wrote no result");
    CHECK(read_bench_run(wrote(entry(R"("real_time": "soon")")), name).reason ==
          "wrote a result that cannot be read");
}
