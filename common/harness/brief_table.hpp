/// The results of a group as a table for a first look.
#pragma once

#include <cstddef>
#include <string>

#include "common/harness/analysis.hpp"
#include "common/harness/table.hpp"

namespace triptych::harness {

/// At most eight columns, fewer if they do not fit into `width`, so that as_text() never splits it:
/// time, spread, ratio, busy, memory, and two of the workload's own metrics, in which its
/// implementations differ. The rows are those of group_table().
Table brief_table(const GroupAnalysis& group, std::size_t width);

/// "merge_sort, 1,000,000 integers".
std::string brief_heading(const GroupAnalysis& group);

/// What the signs and columns of that table mean: two lines of 100 columns.
std::string brief_legend();

}  // namespace triptych::harness
