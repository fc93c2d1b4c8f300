/// Two runs held against each other, benchmark by benchmark.
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

/// A benchmark that both have measured.
struct Difference {
    BenchmarkName benchmark;
    Statistics before;  // wall seconds
    Statistics after;
    Statistics ratio;  // after over before; its interval has run_to_run() in it

    /// Of fewer repetitions, in either run, nobody can say that it has changed.
    bool has_enough() const { return ratio.count >= fewest_values; }

    bool is_better() const { return has_enough() && ratio.high < 1; }
    bool is_worse() const { return is_worse_by(0); }

    /// Whether it takes longer by more than `part`, with all of the interval: 0.05 is 5 %.
    bool is_worse_by(double part) const { return has_enough() && ratio.low > 1 + part; }
};

/// In the order of `before`.
std::vector<Difference> differences(const ResultsFile& before, const ResultsFile& after);

/// How far chance takes a benchmark from one run to the next, which no repetitions within a run
/// tell: 0.05 if it does not matter up to a ratio of 1.05. Most benchmarks have changed alike, if
/// at all, so it is seen from how far all of them lie from what they have in common: two standard
/// deviations of the ratios' logarithms around their median, estimated by the median of the
/// absolute deviations from it (Rousseeuw and Croux, 1993). What all have in common is no chance of
/// a benchmark's: see common_shift(). Of fewer than 20 benchmarks it is taken to be 10 %, and never
/// less than 1
/// %, nor more than 25 %.
double run_to_run(std::span<const Difference> differences);

/// By how much all have changed together: the median of the ratios of all benchmarks that have
/// repetitions enough, and the interval of where it would be if other benchmarks like these had
/// been measured (see statistics.hpp), with run_to_run() in it as in that of each benchmark. So a
/// few that have changed do not move it. It cannot tell a program that has become slower from a
/// machine that has. Nothing of fewer than fewest_values benchmarks.
std::optional<Statistics> common_shift(std::span<const Difference> differences);

/// A row for each: the ratio with its interval, the verdict, and both medians.
Table difference_table(std::span<const Difference> differences);

/// How many times as long all of them take in the second run: the geometric mean of the ratios, in
/// which twice and half make no difference. Requires: there are some.
double overall_ratio(std::span<const Difference> differences);

/// Those that the first run has measured and that failed in the second, a line each, with why.
std::vector<std::string> new_failures(const ResultsFile& before, const ResultsFile& after);

/// What speaks against taking a difference for one of the program measured, a line each: a baseline
/// that has changed itself, and the warnings that either run came with.
std::vector<std::string> doubts(std::span<const Difference> differences, const ResultsFile& before,
                                const ResultsFile& after);

/// In what the two runs differ but for their times, a line each: "host/cpu: Abacus in A, Eniac in
/// B"; and which benchmarks one alone has measured.
std::vector<std::string> other_differences(const ResultsFile& before, const ResultsFile& after);

}  // namespace triptych::harness
