/// The report of a run: legend, tables, findings, which one when, warnings.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/harness/analysis.hpp"
#include "common/harness/warnings.hpp"

namespace triptych::cli {

/// What a run reports.
struct RunReport {
    std::string plan;                                  // a sentence: what was measured, and how
    std::vector<harness::WorkloadAnalysis> workloads;  // those not begun are left out
    std::vector<harness::Warning> warnings = {};
    int enough = 0;      // repetitions; groups with fewer are marked as such
    bool peers = false;  // were asked for
};

/// How a report is laid out on a terminal.
struct Layout {
    std::size_t width = 80;
    bool colour = false;
    bool details = false;  // every column and size; else a table for a first look
};

/// The report for a terminal. Without details it has one narrow table for each group.
std::string run_text(const RunReport& report, const Layout& layout);

/// The report in Markdown, with all details and the explanation of all columns.
std::string run_markdown(const RunReport& report);

}  // namespace triptych::cli
