/// OpenMP's environment variables do not silently reduce its number of threads.
#include <nlohmann/json.hpp>
#include <string>

#include "benches/peers/peers.hpp"
#include "catch.hpp"
#include "common/cores.hpp"
#include "common/harness/command.hpp"

using namespace triptych;

namespace {

/// The error message of the benchmark in an environment with `variable`; empty if it succeeds.
std::string wrong_with(const std::string& benchmark, const std::string& variable) {
    const harness::Ending bench =
        harness::run_command({"/usr/bin/env", variable, BENCH_PATH, "--benchmark=" + benchmark,
                              "--benchmark_min_time=0", "--benchmark_format=json"},
                             {});
    return nlohmann::json::parse(bench.output).at("benchmarks").at(0).value("error_message", "");
}

}  // namespace

TEST_CASE("OpenMP requests its own number of threads, whatever OMP_NUM_THREADS says") {
    if (peers::why_no_openmp()) return;
    for (const char* benchmark :
         {"merge_sort/openmp/100", "sort_many/openmp/2/workers:3", "shared_counter/openmp/10",
          "shared_counter/openmp.reduction/10"}) {
        CAPTURE(benchmark);
        CHECK(wrong_with(benchmark, "OMP_NUM_THREADS=1") == "");
    }
}

TEST_CASE("OpenMP is skipped or fails if OMP_THREAD_LIMIT does not allow its threads") {
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
