/// The results of a group as a table: one row a benchmark.
#pragma once

#include <string>

#include "common/harness/analysis.hpp"
#include "common/harness/benchmark.hpp"
#include "common/harness/table.hpp"

namespace triptych::harness {

/// "merge_sort, 1,000,000 ints (7 repetitions)", or "(1 to 7 repetitions)" where not all have as
/// many, and how to get `enough` of them if a contender has too few (see has_too_few).
std::string group_heading(const GroupAnalysis& group, int enough);

/// Contenders and broken examples, then below a line the baseline and the references. What was
/// skipped or failed has its reason instead of figures.
Table group_table(const GroupAnalysis& group);

/// What the signs and terms in it mean.
std::string group_legend();

/// "1,000,000 ints", or "1,000 tasks, io 50, workers 4".
std::string size_text(const BenchmarkName& benchmark);

}  // namespace triptych::harness
