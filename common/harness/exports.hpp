/// Results for other programs.
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

/// Of the files: raised when a reader of before would misunderstand them.
inline constexpr int results_format = 1;

/// About the whole run.
struct RunInfo {
    Json context;  // Google Benchmark's; null if no run gave one
    std::uint64_t seed = 0;
    int repetitions = 0;               // asked for
    int cores = 1;                     // that the runs were allowed to use
    std::vector<std::string> command;  // the program's words
    bool complete = true;              // false: it was stopped
    Host host = {};
    std::vector<std::pair<std::string, std::string>> versions = {};  // beside the build's: by name
    std::vector<Warning> warnings = {};
    std::string report = {};  // tables and verdicts as they were shown, in Markdown
};

/// What every file of ours says about the run it is from, the time of writing included.
nlohmann::ordered_json about_run(const RunInfo& info);

/// Google Benchmark's JSON: an entry for each repetition, our figures as counters, and one for
/// their median, with its interval (real_time_low, real_time_high), its ratio to the fastest
/// contender it competes with and the interval of that (ratio, ratio_low, ratio_high; broken
/// examples have none), and cores_withheld: true where nothing is to be ranked (see canary.hpp); of
/// a benchmark that was skipped or failed, one entry that says so. Ends with a newline.
std::string as_json(std::span<const WorkloadAnalysis> workloads, const RunInfo& info);

/// The same as a table: a line for each repetition, all times in seconds.
std::string as_csv(std::span<const WorkloadAnalysis> workloads);

/// What a results file calls the role. Thread-safe.
std::string role_name(Role role);

/// The role of that name, as this version writes it, or as versions before called it: "exhibit" is
/// Role::broken, "reference" is Role::peer. Any other name, and none, is Role::contender.
Role role_named(std::string_view name);

}  // namespace triptych::harness
