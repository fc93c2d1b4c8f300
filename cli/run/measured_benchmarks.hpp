/// The benchmarks behind a list of metrics_wanted, measured, and looked up by name.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "benches/metric.hpp"
#include "common/harness/benchmark.hpp"
#include "common/harness/host.hpp"
#include "common/harness/statistics.hpp"
#include "common/harness/warnings.hpp"

namespace triptych::cli {

class MeasuredBenchmarks {
public:
    /// Measures all benchmarks that the metrics_wanted name, each but once, those of one workload
    /// and size in turn; a line on a terminal tells of the progress. Throws std::logic_error if the
    /// catalog has no such benchmark.
    MeasuredBenchmarks(std::span<const Metric> metrics_wanted, int repetitions);

    /// The number of the signal that ended it; 0 if none did.
    int stopped_by() const noexcept { return stopped_by_; }

    /// The figure, or the ratio of two, with its 95 % interval; nothing if a benchmark was not
    /// measured, or has no such figure. Memory is watched once, in the warm-up, so it has no
    /// interval: its ends are the figure itself.
    std::optional<harness::Statistics> look_at(const Metric& metric) const;

    /// Whether the benchmark is CPU-bound, and the machine was not giving its cores just before.
    bool cores_withheld(const Metric& metric) const;

    /// What else speaks against the figures (see harness/warnings.hpp), and which benchmarks that
    /// concerns.
    std::vector<harness::Warning> warnings() const;

    /// Why benchmarks are missing: "merge_sort/threads/1000: crashed", one for each.
    std::vector<std::string> reasons() const;

    /// Whether one has failed, which is a fault, as being skipped is not.
    bool any_failed() const;

private:
    /// Of the benchmark of that name, one for each repetition; none if it was not measured.
    std::vector<double> values(const Metric& metric, std::string_view name) const;

    harness::Host host_ = harness::read_host();  // its load is that of before
    std::vector<harness::Result> results_;
    int repetitions_;
    int stopped_by_ = 0;
};

}  // namespace triptych::cli
