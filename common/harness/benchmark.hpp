/// Benchmarks and their results: plain data, for any workload.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/benchmark_name.hpp"
#include "common/harness/contention.hpp"
#include "common/harness/tree.hpp"
#include "common/metrics.hpp"
#include "common/role.hpp"

namespace triptych::harness {

/// One implementation of one problem at one size.
struct BenchmarkName {
    std::string workload;  // "merge_sort"
    std::string unit;      // what size counts: "ints"
    std::int64_t size = 0;
    std::string model;    // "threads"
    std::string variant;  // "pool", or empty
    Role role = Role::contender;
    std::string set = {};  // parameters that differ from the default: "io:50/workers:4"

    std::string implementation() const { return implementation_name(model, variant); }
    std::string name() const { return benchmark_name(workload, implementation(), size, set); }
};

/// One timed run, in its own process.
struct Repetition {
    double wall_seconds = 0;
    double own_cpu_seconds = 0;   // Google Benchmark's: without children
    std::int64_t iterations = 1;  // the times are their mean
    Metrics counters;             // all further numbers: cpu_seconds, peak_bytes, lost, ...
};

enum class Outcome {
    pending,   // not yet run, or interrupted
    measured,  // there are repetitions
    skipped,   // the system does not allow it: not a failure
    failed,    // a wrong result, an exception, a crash, a hang
};

/// All runs of one benchmark.
struct Result {
    BenchmarkName benchmark;
    Outcome outcome = Outcome::pending;
    std::string reason;                   // if skipped or failed
    std::vector<Repetition> repetitions;  // without the warm-up
    bool once = false;                    // too slow to repeat: one repetition only
    double first_seconds = 0;             // wall time of the warm-up; 0 before it
    double run_seconds = 0;               // how long the last run took, its start included
    bool is_decided = false;              // it needs no more rounds (undecided.hpp)
    Peak peak;                            // sampled in the warm-up
    std::optional<double> speedup;        // of two threads over one just before (canary.hpp)
    Contention contention = {};           // during its timed runs
    std::string remark = {};              // how the implementation differs, in a few words

    bool measured() const { return outcome == Outcome::measured; }
};

}  // namespace triptych::harness
