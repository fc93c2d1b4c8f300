/// The result of one run of the bench program, read from its JSON.
#pragma once

#include <string>

#include "common/harness/benchmark.hpp"
#include "common/harness/command.hpp"
#include "common/harness/json.hpp"

namespace triptych::harness {

/// One run: measured, skipped or failed.
struct BenchRun {
    Outcome outcome = Outcome::failed;
    std::string reason;     // if not measured
    Repetition repetition;  // if measured
    Json context;           // Google Benchmark's; null if the output has none
};

/// Reads the result of the benchmark of that name from how the program ended and what it wrote.
BenchRun read_bench_run(const Ending& ending, const std::string& benchmark);

}  // namespace triptych::harness
