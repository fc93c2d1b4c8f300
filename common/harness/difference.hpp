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
    Statistics ratio;  // after over before

    bool is_better() const { return differs(ratio) && ratio.median < 1; }
    bool is_worse() const { return differs(ratio) && ratio.median > 1; }

    /// Whether it takes longer by more than `part`, with all of the interval: 0.05 is 5 %.
    bool is_worse_by(double part) const { return ratio.low > 1 + part; }
};

/// In the order of `before`.
std::vector<Difference> differences(const ResultsFile& before, const ResultsFile& after);

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
