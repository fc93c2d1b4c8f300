/// The results of a group as a table: one row for each benchmark.
#pragma once

#include <string>

#include "common/harness/analysis.hpp"
#include "common/harness/benchmark.hpp"
#include "common/harness/table.hpp"

namespace triptych::harness {

/// "merge_sort, 1,000,000 ints (7 repetitions)", or "(1 to 7 repetitions)" if the benchmarks have
/// different numbers of them. If a contender has too few (see has_too_few), it also says how to get
/// `enough` of them.
std::string group_heading(const GroupAnalysis& group, int enough);

/// Contenders and broken examples, then below a line the baseline and the peers. A benchmark that
/// was skipped or failed has the reason instead of metrics.
Table group_table(const GroupAnalysis& group);

/// The row of a benchmark that was not measured: the reason instead of metrics.
Row noted_row(const Result& result);

/// The ratio to the fastest contender; with "~" if the two cannot be told apart, "!" if there was
/// CPU contention, so that it means little.
std::string ratio_text(const Summary& summary, const GroupAnalysis& group);

/// "baseline", "peer", "broken"; empty for a contender.
std::string role_text(Role role);

/// What the least obvious signs and columns of that table mean: two lines of 100 columns.
std::string group_legend();

/// What all columns and signs of that table mean.
std::string columns_help();

/// The ideal as a part of the median: "95%"; "≥61%" if the ideal is only a lower bound, which no
/// program can reach; "-" if it is not known.
std::string ideal_text(const Summary& summary);

/// "1,000,000 ints", or "1,000 tasks, io 50, workers 4".
std::string size_text(const BenchmarkName& benchmark);

}  // namespace triptych::harness
