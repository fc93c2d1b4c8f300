/// An entry of Google Benchmark's JSON: the result of one run.
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

/// Reads an entry, in any unit of time. Counters are all numbers except Google Benchmark's own
/// fields. Throws nlohmann::json::exception if the entry has no times.
BenchmarkEntry read_entry(const nlohmann::json& entry);

}  // namespace triptych::harness
