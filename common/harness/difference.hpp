/// Two runs held against each other, cell by cell.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "common/harness/cell.hpp"
#include "common/harness/results_file.hpp"
#include "common/harness/statistics.hpp"
#include "common/harness/table.hpp"

namespace triptych::harness {

/// A cell that both have measured.
struct Difference {
    Cell cell;
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

/// How far chance takes a cell from one run to the next, which no repetitions within a run tell:
/// 0.05 if it does not matter up to a ratio of 1.05. Most cells have not changed, so it is seen
/// from how far all of them lie from 1: two standard deviations of the ratios' logarithms,
/// estimated by the median of their absolute values (Rousseeuw and Croux, 1993). Of fewer than 20
/// cells it is taken to be 10 %, and never less than 1 %, nor more than 25 %.
///
/// Six runs of the same program, one after the other, on a quiet virtual machine with two cores:
/// of 658 pairs of a cell with itself, intervals without this excluded 1 in 21 %, with it in 3 %.
double run_to_run(std::span<const Difference> differences);

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
/// B"; and which cells one alone has measured.
std::vector<std::string> other_differences(const ResultsFile& before, const ResultsFile& after);

}  // namespace triptych::harness
