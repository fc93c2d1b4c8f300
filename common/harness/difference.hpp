/// Compares two runs, benchmark by benchmark.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/harness/benchmark.hpp"
#include "common/harness/results_file.hpp"
#include "common/harness/statistics.hpp"
#include "common/harness/table.hpp"

namespace triptych::harness {

/// A benchmark that both runs have measured.
struct Difference {
    BenchmarkName benchmark;
    Statistics before;  // wall seconds
    Statistics after;
    Statistics ratio;       // after over before; its interval includes the run-to-run variation
    bool waits = false;     // it hardly computes, in both runs (Summary::mostly_waits)
    bool withheld = false;  // it computes, and in one of the runs others used the cores

    /// Whether both runs have enough repetitions to decide whether it has changed.
    bool has_enough() const { return ratio.count >= fewest_values; }

    /// Whether it can be decided at all.
    bool can_be_judged() const { return has_enough() && !withheld; }

    bool is_better() const { return can_be_judged() && ratio.high < 1; }
    bool is_worse() const { return is_worse_by(0); }

    /// Whether the whole interval is above 1 + `part`: with 0.05, more than 5 % longer.
    bool is_worse_by(double part) const { return can_be_judged() && ratio.low > 1 + part; }
};

/// The benchmarks that both runs have measured, in the order of `before`.
std::vector<Difference> differences(const ResultsFile& before, const ResultsFile& after);

/// The run-to-run variation: by which part the time of an unchanged benchmark differs from one run
/// to the next. (0.05: a ratio up to 1.05 means nothing.) The repetitions within a run cannot show
/// it. Those whose cores were withheld do not count. Most benchmarks have changed alike, if at all,
/// so it is estimated from the scatter of the ratios: two standard deviations of their logarithms
/// around the median, estimated by the median of the absolute deviations from it (Rousseeuw and
/// Croux, 1993). A shift that all benchmarks share is not noise, so it is reported separately: see
/// common_shift(). It is 10 % for fewer than 20 benchmarks, at least 1 % and at most 25 %.
double run_to_run(std::span<const Difference> differences);

/// The run-to-run variation of each kind. Programs that wait hardly differ from run to run, because
/// timers decide how long they take; programs that compute do.
struct Variation {
    double of_waiting = 0;
    double of_computing = 0;
};
Variation variation(std::span<const Difference> differences);

/// The shift that all benchmarks share: the median of the ratios of all benchmarks with enough
/// repetitions, and its interval (see statistics.hpp), which includes run_to_run(). A few
/// benchmarks that have changed do not move it. It cannot distinguish a slower program from a
/// slower machine. Nullopt for fewer than fewest_values benchmarks.
std::optional<Statistics> common_shift(std::span<const Difference> differences);

/// A row for each difference: the ratio with its interval, the verdict, and both medians.
Table difference_table(std::span<const Difference> differences);

/// How many times as long all benchmarks take in the second run: the geometric mean of the ratios,
/// in which twice and half cancel out. Requires: differences is not empty.
double overall_ratio(std::span<const Difference> differences);

/// The benchmarks that the first run has measured and that failed in the second, a line each, with
/// the reason.
std::vector<std::string> new_failures(const ResultsFile& before, const ResultsFile& after);

/// Reasons to doubt that the measured program has changed, a line each: a baseline that has changed
/// itself, and the warnings of either run.
std::vector<std::string> doubts(std::span<const Difference> differences, const ResultsFile& before,
                                const ResultsFile& after);

/// The differences between the two runs apart from times, a line each: "host/cpu: Abacus in A,
/// Eniac in B"; and the benchmarks that only one of them has measured.
std::vector<std::string> other_differences(const ResultsFile& before, const ResultsFile& after);

}  // namespace triptych::harness
