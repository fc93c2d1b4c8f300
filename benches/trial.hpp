/// An estimate of how long a benchmark takes, from runs of smaller sizes.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "benches/catalog/catalog.hpp"

namespace triptych {

/// What a trial needs besides the benchmark.
struct Trial {
    std::uint64_t seed = 42;
    double time_limit = Refusal::no_time_limit;  // seconds
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

/// Returns why the benchmark is skipped: it would take longer than the time limit, and about how
/// long; nothing if it would not, or if that is unknown.
///
/// Runs the implementation at the largest size that the workload has by default, which takes
/// milliseconds, and then at ten times that size, and so on, until a run takes a tenth of a second;
/// never at more than a tenth of the benchmark's size. So there is no trial, and no answer, for the
/// usual sizes. Assumes that the time is in proportion to the size, which is somewhat too little
/// for sorting. What waits in its input has a better estimate (PreparedRun::wait_seconds), and no
/// trial. Throws what the implementation throws.
std::optional<std::string> takes_too_long(const Benchmark& benchmark, const Trial& trial);

}  // namespace triptych
