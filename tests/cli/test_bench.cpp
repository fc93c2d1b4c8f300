/// Tests of the real bench program under limits.
#include <nlohmann/json.hpp>

#include "tests/cli/user.hpp"

using namespace triptych;
using nlohmann::json;

namespace {

/// The bench program's error message about the benchmark; empty if it was measured.
std::string message_of(const std::string& benchmark, const std::string& time_limit,
                       const std::string& first = ":") {
    const harness::Ending ending = harness::run_command(
        {"/bin/sh", "-c", first + "; exec \"$@\"", "sh", BENCH_PATH, "--benchmark=" + benchmark,
         "--time-limit=" + time_limit, "--benchmark_min_time=0", "--benchmark_format=json"});
    CAPTURE(benchmark, ending.errors);
    REQUIRE(exit_code(ending) == 0);
    return json::parse(ending.output).at("benchmarks").at(0).value("error_message", "");
}

}  // namespace

TEST_CASE("triptych_bench skips what would wait beyond the time limit, with an estimate") {
    for (const char* model : {"threads", "processes", "coroutines"}) {
        CAPTURE(model);
        const std::string pool = std::string{"delayed_messages/"} + model + ".pool";
        CHECK(message_of(pool + "/1000000", "60") ==
              "skipped: would take 110 s or more, and the time limit is 60 s");
        CHECK(message_of(std::string{"task_pool/"} + model + "/1000000", "2.5") ==
              "skipped: would take 10 s or more, and the time limit is 2.5 s");
        CHECK(message_of(std::string{"simultaneous_chess/"} + model + "/10000", "60") ==
              "skipped: would take 120 s or more, and the time limit is 60 s");
        CHECK(message_of(pool + "/10", "60").empty());
    }
    CHECK(message_of("delayed_messages/sequential/300", "1") ==
          "skipped: one after another would take 1.6 s");
    CHECK(message_of("delayed_messages/sequential/2", "1").empty());
}

TEST_CASE("triptych_bench skips what would compute beyond the time limit, with an estimate") {
    for (const char* implementation : {"processes.pipe", "threads.mutex", "coroutines.mutex"}) {
        CAPTURE(implementation);
        const std::string counter = std::string{"shared_counter/"} + implementation;
        const std::string message = message_of(counter + "/1000000000", "1.5");
        CHECK_THAT(message, StartsWith("skipped: would take about "));
        CHECK_THAT(message, EndsWith(" s, and the time limit is 1.5 s"));
        CHECK(message_of(counter + "/1000", "60").empty());
    }
}

TEST_CASE("triptych_bench refuses an invalid time limit") {
    for (const char* nonsense : {"", "soon", "0", "-1", "nan"}) {
        CAPTURE(nonsense);
        const harness::Ending ending = harness::run_command(
            {BENCH_PATH, "--benchmark=hello/threads/3", std::string{"--time-limit="} + nonsense});
        CHECK(exit_code(ending) == 2);
        CHECK_THAT(ending.errors, Contains("a time limit is a number of seconds"));
    }
}

TEST_CASE("triptych_bench reaps its children even if it inherits an ignored SIGCHLD") {
    CHECK(message_of("hello/processes/3", "60", "trap '' CHLD").empty());
    CHECK(message_of("merge_sort/processes/1000", "60", "trap '' CHLD").empty());
}

TEST_CASE("triptych_bench works if standard streams are closed") {
    for (const char* model : {"threads", "processes", "coroutines"})
        CHECK(message_of(std::string{"hello/"} + model + "/3", "60", "exec <&- 2>&-").empty());
}
