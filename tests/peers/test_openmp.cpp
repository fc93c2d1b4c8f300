/// What the environment tells OpenMP does not make it run on fewer threads without a word.
#include <nlohmann/json.hpp>
#include <string>

#include "benches/peers/peers.hpp"
#include "catch.hpp"
#include "common/cores.hpp"
#include "common/harness/command.hpp"

using namespace triptych;

namespace {

/// What is wrong with that benchmark if it runs in an environment with `variable`.
std::string wrong_with(const std::string& benchmark, const std::string& variable) {
    const harness::Ending bench =
        harness::run_command({"/usr/bin/env", variable, BENCH_PATH, "--benchmark=" + benchmark,
                              "--benchmark_min_time=0", "--benchmark_format=json"},
                             {});
    return nlohmann::json::parse(bench.output).at("benchmarks").at(0).value("error_message", "");
}

}  // namespace

TEST_CASE("OpenMP asks for its threads, whatever their usual number") {
    if (peers::why_no_openmp()) return;
    for (const char* benchmark :
         {"merge_sort/openmp/100", "sort_many/openmp/2/workers:3", "shared_counter/openmp/10",
          "shared_counter/openmp.reduction/10"}) {
        CAPTURE(benchmark);
        CHECK(wrong_with(benchmark, "OMP_NUM_THREADS=1") == "");
    }
}

TEST_CASE("OpenMP that may not have its threads is refused, or fails") {
    if (peers::why_no_openmp()) return;
    for (const char* benchmark :
         {"merge_sort/openmp/100", "sort_many/openmp/2", "shared_counter/openmp/10"}) {
        CAPTURE(benchmark);
        CHECK_THAT(
            wrong_with(benchmark, "OMP_THREAD_LIMIT=1"),
            StartsWith("skipped: of ") && EndsWith(" threads OMP_THREAD_LIMIT allows 1; try: unset "
                                                   "OMP_THREAD_LIMIT"));
    }
    if (cores_allowed() > 90) return;
    CHECK(wrong_with("sort_many/openmp/2/workers:100", "OMP_THREAD_LIMIT=90") ==
          "OpenMP gave 90 of 100 threads: see OMP_THREAD_LIMIT and OMP_DYNAMIC");
}
