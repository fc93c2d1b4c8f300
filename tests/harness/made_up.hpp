/// Made-up results.
#pragma once

#include <string>
#include <vector>

#include "common/benchmark_name.hpp"
#include "common/harness/benchmark.hpp"

namespace triptych::harness {

using triptych::Role;

/// A benchmark "sums/<implementation>/<size>", not run yet. An implementation with a dot has a
/// variant.
inline Result made_up_benchmark(const std::string& implementation, Role role = Role::contender,
                                std::int64_t size = 1000) {
    Result result;
    result.benchmark = {.workload = "sums",
                        .unit = "ints",
                        .size = size,
                        .model = std::string{triptych::model_of(implementation)},
                        .variant = std::string{triptych::variant_of(implementation)},
                        .role = role};
    return result;
}

/// The same, measured: a repetition for each wall time, all with these counters.
inline Result made_up(const std::string& implementation, const std::vector<double>& wall_seconds,
                      const Metrics& counters, Role role = Role::contender,
                      std::int64_t size = 1000) {
    Result result = made_up_benchmark(implementation, role, size);
    result.outcome = Outcome::measured;
    result.peak = {.processes = 1, .threads = 1, .tree_bytes = 0, .samples = 100};
    for (const double seconds : wall_seconds)
        result.repetitions.push_back({.wall_seconds = seconds,
                                      .own_cpu_seconds = seconds,
                                      .iterations = 1,
                                      .counters = counters});
    return result;
}

inline Result made_up_failure(const std::string& implementation, const std::string& reason,
                              Outcome outcome = Outcome::failed) {
    Result result = made_up_benchmark(implementation);
    result.outcome = outcome;
    result.reason = reason;
    return result;
}

}  // namespace triptych::harness
