/// Making sense of what the bench program says, or fails to say.
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

TEST_CASE("a result is read: its own entry, in seconds, all counters") {
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

TEST_CASE("an error is a failure, unless it says that the benchmark was skipped") {
    const BenchRun failed = read_bench_run(
        wrote(entry(R"("error_occurred": true, "error_message": "message 7 is missing")")), name);
    CHECK(failed.outcome == Outcome::failed);
    CHECK(failed.reason == "message 7 is missing");
    const BenchRun skipped = read_bench_run(
        wrote(entry(R"("error_occurred": true, "error_message": "skipped: 12 at most")")), name);
    CHECK(skipped.outcome == Outcome::skipped);
    CHECK(skipped.reason == "12 at most");
}

TEST_CASE("a crash is named, with the last that was said") {
    Ending ending;
    ending.status = SIGSEGV;
    CHECK(read_bench_run(ending, name).reason == "killed by SIGSEGV");
    ending.errors = "terminate called\n  what(): no\n***WARNING*** debug\n";
    CHECK(read_bench_run(ending, name).reason == "killed by SIGSEGV:   what(): no");
    ending.status = 3 << 8;
    CHECK(read_bench_run(ending, name).reason == "exit code 3:   what(): no");
}

TEST_CASE("a crash after a result was written is a crash") {
    Ending ending = wrote(entry(R"("real_time": 1, "cpu_time": 1)"));
    CHECK(read_bench_run(ending, name).outcome == Outcome::measured);
    ending.status = SIGABRT;
    CHECK(read_bench_run(ending, name).outcome == Outcome::failed);
}

TEST_CASE("a result that left processes behind is a failure") {
    Ending ending = wrote(entry(R"("real_time": 1, "cpu_time": 1)"));
    ending.left_behind = 2;
    CHECK(read_bench_run(ending, name).reason == "left 2 processes behind");
}

TEST_CASE("no result in time, no result at all, or an unreadable one is a failure") {
    Ending late;
    late.timed_out = true;
    CHECK(read_bench_run(late, name).reason == "gave no result within the time limit");
    CHECK(read_bench_run(wrote(""), name).reason == "wrote no result");
    CHECK(read_bench_run(wrote("garbage"), name).reason == "wrote a result nobody can read");
    CHECK(read_bench_run(wrote(R"({"benchmarks": []})"), name).reason == "wrote no result");
    CHECK(read_bench_run(wrote(entry(R"("real_time": "soon")")), name).reason ==
          "wrote a result nobody can read");
}
