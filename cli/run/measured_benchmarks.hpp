/// Measures the benchmarks behind a list of metrics, and looks up the metrics afterwards.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "benches/metric.hpp"
#include "common/harness/benchmark.hpp"
#include "common/harness/command.hpp"
#include "common/harness/host.hpp"
#include "common/harness/statistics.hpp"
#include "common/harness/warnings.hpp"

namespace triptych::cli {

class MeasuredBenchmarks {
public:
    /// Measures each benchmark that the metrics name once; those of one workload and size in turn.
    /// Shows the progress if stderr is a terminal. Throws std::logic_error if the catalog has no
    /// such benchmark.
    MeasuredBenchmarks(std::span<const Metric> metrics, int repetitions);

    /// Measures the benchmarks of these metrics again, until each has that many repetitions. Starts
    /// no group of competing benchmarks that would take longer than `budget` lasts, as far as its
    /// last runs tell.
    void measure_more(std::span<const Metric> metrics, int repetitions, harness::Seconds budget);

    /// The number of the signal that ended it; 0 if none did.
    int stopped_by() const noexcept { return stopped_by_; }

    /// The value of the metric with its 95 % interval; nullopt if a benchmark was not measured or
    /// does not have this metric. Memory is sampled once, in the warm-up, so both ends of its
    /// interval are the value itself.
    std::optional<harness::Statistics> look_at(const Metric& metric) const;

    /// Whether the benchmark is CPU-bound, and there was CPU contention just before it.
    bool cores_withheld(const Metric& metric) const;

    /// Warnings about the host and about the benchmarks (see harness/warnings.hpp).
    std::vector<harness::Warning> warnings() const;

    /// Warnings about the host, and about the benchmarks of these metrics and their competitors.
    std::vector<harness::Warning> warnings(std::span<const Metric> metrics) const;

    /// Why benchmarks are missing, a line each: "merge_sort/threads/1000: crashed".
    std::vector<std::string> reasons() const;

    /// Whether a benchmark has failed. (A skipped one has not.)
    bool any_failed() const;

private:
    using Group = std::vector<harness::Result>;

    void measure(std::vector<Group> groups, int repetitions,
                 std::optional<harness::Seconds> budget);

    /// One value for each repetition of the benchmark of that name; empty if it was not measured.
    std::vector<double> values(const Metric& metric, std::string_view name) const;

    harness::Host host_ = harness::read_host();  // read before the run, for the load average
    std::vector<harness::Result> results_;
    int repetitions_;
    int stopped_by_ = 0;
};

}  // namespace triptych::cli
