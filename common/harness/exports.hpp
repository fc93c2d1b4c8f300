/// Writes results for other programs: JSON and CSV.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/harness/analysis.hpp"
#include "common/harness/benchmark.hpp"
#include "common/harness/host.hpp"
#include "common/harness/json.hpp"
#include "common/harness/warnings.hpp"

namespace triptych::harness {

/// The version of the file format: raised if older readers would misunderstand a file.
inline constexpr int results_format = 1;

/// About the whole run.
struct RunInfo {
    Json context;  // Google Benchmark's; null if no run gave one
    std::uint64_t seed = 0;
    int repetitions = 0;               // that were asked for
    int cores = 1;                     // number that the runs were allowed to use
    std::vector<std::string> command;  // the command line
    bool complete = true;              // false: the run was stopped
    Host host = {};
    std::vector<std::pair<std::string, std::string>> versions = {};  // of peers, by name
    std::vector<Warning> warnings = {};
    std::string report = {};  // the tables and verdicts that were printed, in Markdown
};

/// Describes the run, and the time of writing. Each of our files contains it.
nlohmann::ordered_json about_run(const RunInfo& info);

/// Google Benchmark's JSON. It has an entry for each repetition, with our metrics as counters, and
/// an entry for the median, with its interval (real_time_low, real_time_high) and its ratio to the
/// fastest contender (ratio, ratio_low, ratio_high; broken examples have none). `cores_withheld` is
/// true if nothing may be ranked because of CPU contention (see canary.hpp). A benchmark that was
/// skipped or failed has one entry with the reason. A benchmark's label is the remark of the
/// catalog. The context has the findings (see finding.hpp) and which_one_when. Ends with a newline.
std::string as_json(std::span<const WorkloadAnalysis> workloads, const RunInfo& info);

/// The same as CSV: a line for each repetition, all times in seconds.
std::string as_csv(std::span<const WorkloadAnalysis> workloads);

/// What a results file calls the role. Thread-safe.
std::string role_name(Role role);

/// The role of that name, as this version writes it, or as versions before called it: "exhibit" is
/// Role::broken, "reference" is Role::peer. Any other name, and none, is Role::contender.
Role role_named(std::string_view name);

}  // namespace triptych::harness
