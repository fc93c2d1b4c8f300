/// Analyses results, for tests that have only results.
#pragma once

#include <span>
#include <string>

#include "common/harness/analysis.hpp"
#include "common/harness/exports.hpp"
#include "common/harness/finding.hpp"
#include "common/harness/overview.hpp"
#include "common/harness/report.hpp"

namespace triptych::harness {

inline std::string group_heading(std::span<const Result> group, int enough) {
    return group_heading(analyse_group(group, 1), enough);
}

inline Table group_table(std::span<const Result> group, int cores) {
    return group_table(analyse_group(group, cores));
}

inline Finding finding(std::span<const Result> workload, int cores) {
    return finding(analyse_workload(workload, cores));
}

inline Table overview(std::span<const Result> results, int cores) {
    return overview(analyse(results, cores));
}

inline std::string as_json(std::span<const Result> results, const RunInfo& info) {
    return as_json(analyse(results, info.cores), info);
}

inline std::string as_csv(std::span<const Result> results, const RunInfo& info) {
    return as_csv(analyse(results, info.cores));
}

}  // namespace triptych::harness
