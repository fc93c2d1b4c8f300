/// An entry of Google Benchmark's JSON: what it says of one run.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "common/harness/benchmark.hpp"

namespace triptych::harness {

/// One run: measured, skipped or failed.
struct BenchmarkEntry {
    Outcome outcome = Outcome::failed;
    std::string reason;     // if not measured
    Repetition repetition;  // if measured
};

/// Reads an entry, whichever unit of time it has. Its counters are all numbers that are not Google
/// Benchmark's own. Throws nlohmann::json::exception if it has no times.
BenchmarkEntry read_entry(const nlohmann::json& entry);

}  // namespace triptych::harness
